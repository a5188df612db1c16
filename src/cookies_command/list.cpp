// glassjar cookies list: everything, by site, company or store.
#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "cookies/registrable_domain.h"
#include "cookies_command/command.h"
#include "cookies_command/item_json.h"
#include "cookies_command/jar.h"
#include "cookies_command/jar_json.h"
#include "cookies_command/memory.h"
#include "cookies_command/terminal.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;

struct ListOptions {
  std::string by = "site";
  bool json = false;
  bool values = false;
};

// One item a line, so that a profile of any size is written without holding its text.
void print_json(const Jar& jar, Values values) {
  json::array profiles;
  for (const browsers::Profile& profile : jar.scan.profiles) profiles.push_back(to_json(profile));
  json::array problems;
  for (const browsers::Problem& problem : jar.scan.problems) problems.push_back(to_json(problem));
  fmt::print("{{\"profiles\":{},\n\"problems\":{},\n\"items\":[", json::serialize(profiles),
             json::serialize(problems));
  const char* separator = "\n";
  for (size_t i = 0; i < jar.scan.items.size(); ++i) {
    const std::string line = json::serialize(item_json(jar, i, values));
    std::fputs(separator, stdout);
    std::fwrite(line.data(), 1, line.size(), stdout);
    separator = ",\n";
  }
  std::fputs("\n]}\n", stdout);
}

// The rows of one grouping.
struct Group {
  uint64_t items = 0;
  uint64_t identifiers = 0;
  std::map<cookies::Store, uint64_t> stores;
  std::string company;
};

std::string label_of(const Jar& jar, size_t index, std::string_view by) {
  const cookies::Item& item = jar.scan.items[index];
  if (by == "company") return std::string(owner_of(item));
  if (by == "store") return std::string(cookies::name_of(item.store));
  const std::string_view site = cookies::site_of(std::string_view(item.host));
  return site.empty() ? "(unknown)" : std::string(site);
}

std::map<std::string, Group> group(const Jar& jar, std::string_view by) {
  std::map<std::string, Group> groups;
  for (size_t i = 0; i < jar.scan.items.size(); ++i) {
    Group& each = groups[label_of(jar, i, by)];
    ++each.items;
    each.identifiers += identifies(jar.identifiers[i]);
    ++each.stores[jar.scan.items[i].store];
    if (each.company.empty()) each.company = owner_of(jar.scan.items[i]);
  }
  return groups;
}

void print_groups(const Jar& jar, const std::string& by) {
  const Terminal terminal = terminal_of_stdout();
  const std::string title = by == "company" ? "Company" : by == "store" ? "Store" : "Site";
  std::vector<Column> columns = {{title}, {"Items", Align::Right}, {"Identifiers", Align::Right}};
  if (by == "site") columns.push_back({"Company"});
  if (by != "store") columns.push_back({"Stores"});
  Table table(columns);
  for (const auto& [label, each] : group(jar, by)) {
    std::vector<std::string> cells = {label, grouped(each.items), grouped(each.identifiers)};
    if (by == "site") cells.push_back(each.company == label ? "" : each.company);
    if (by != "store") cells.push_back(stores_in_words(each.stores));
    table.add(std::move(cells));
  }
  fmt::print("{}", table.render(terminal));
}

Result<void> list(Run& run, const ListOptions& options) {
  if (options.by != "site" && options.by != "company" && options.by != "store")
    return fail(ErrorCode::InvalidArgument, "list by \"{}\": want site, company or store",
                options.by);
  const Jar jar = TRY(open_jar(run, TRY(chosen_profiles(run))));
  if (options.json)
    print_json(jar, options.values ? Values::Full : Values::Prefix);
  else
    print_groups(jar, options.by);
  print_problems(jar.scan);
  print_notes(run);
  return {};
}

}  // namespace

void add_list_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("list", "List what sites left in the browsers");
  add_profile_option(*command, run);
  add_keyring_option(*command, run);
  const auto options = std::make_shared<ListOptions>();
  command->add_option("--by", options->by, "A line for each site, company or store")
      ->type_name("site|company|store")
      ->capture_default_str();
  command->add_flag("--json", options->json, "Every item as JSON, one a line");
  command->add_flag("--values", options->values,
                    "JSON with the values in full, which may sign somebody in, not their "
                    "beginnings");
  command->footer(
      "Examples:\n"
      "  glassjar cookies list --by company\n"
      "  glassjar cookies list --json | jq '.items[] | select(.identifies == \"yes\")'");
  command->callback([&run, options] { finish(run, list(run, *options)); });
}

}  // namespace glassjar::cookies_command

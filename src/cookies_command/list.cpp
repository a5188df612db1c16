// glassjar cookies list
#include <fmt/core.h>

#include <cstdio>

#include "browsers/scan.h"
#include "cookies_command/command.h"
#include "cookies_command/item_json.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;

struct ListOptions {
  bool json = false;
  bool values = false;
};

// One item a line, so that a profile of any size is written without holding its text.
void print_json(const browsers::Scan& scan, Values values) {
  json::array profiles;
  for (const browsers::Profile& profile : scan.profiles) profiles.push_back(to_json(profile));
  json::array problems;
  for (const browsers::Problem& problem : scan.problems) problems.push_back(to_json(problem));
  fmt::print("{{\"profiles\":{},\n\"problems\":{},\n\"items\":[", json::serialize(profiles),
             json::serialize(problems));
  const char* separator = "\n";
  for (const cookies::Item& item : scan.items) {
    const std::string line = json::serialize(to_json(item, values));
    std::fputs(separator, stdout);
    std::fwrite(line.data(), 1, line.size(), stdout);
    separator = ",\n";
  }
  std::fputs("\n]}\n", stdout);
}

void print_problems(const browsers::Scan& scan) {
  for (const browsers::Problem& problem : scan.problems)
    print_note(fmt::format("glassjar: read \"{}\" of {}: {}", problem.file,
                           scan.profiles[problem.profile].folder.string(), problem.why));
}

Result<void> list(Run& run, const ListOptions& options) {
  const browsers::Scan scan = browsers::scan(TRY(chosen_profiles(run)));
  print_json(scan, options.values ? Values::Full : Values::Prefix);
  print_problems(scan);
  return {};
}

}  // namespace

void add_list_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("list", "List what sites left in the browsers");
  add_profile_option(*command, run);
  const auto options = std::make_shared<ListOptions>();
  command->add_flag("--json", options->json, "As JSON, one item a line");
  command->add_flag("--values", options->values, "With the values in full, not their beginnings");
  command->callback([&run, options] { finish(run, list(run, *options)); });
}

}  // namespace glassjar::cookies_command

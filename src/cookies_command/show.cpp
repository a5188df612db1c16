// glassjar cookies show: every item of a site or company, with the evidence for each verdict.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "cookies/who.h"
#include "cookies_command/command.h"
#include "cookies_command/item_json.h"
#include "cookies_command/jar.h"
#include "cookies_command/jar_json.h"
#include "cookies_command/memory.h"
#include "cookies_command/printable.h"
#include "cookies_command/story.h"
#include "cookies_command/terminal.h"

namespace glassjar::cookies_command {
namespace {

struct ShowOptions {
  std::string name;
  bool json = false;
  bool values = false;
};

std::string place_of(const Jar& jar, const cookies::Item& item) {
  const browsers::Profile& profile = jar.scan.profiles[item.profile];
  std::string place =
      fmt::format("{} of {}, {} ({})", cookies::name_of(item.store),
                  item.origin.empty() ? item.host : item.origin, profile.browser, profile.name);
  if (!item.top_site.empty()) place += fmt::format(", under {}", item.top_site);
  if (!item.container.empty()) place += fmt::format(", container {}", item.container);
  return place;
}

std::string value_in_words(const cookies::Item& item, Values values) {
  if (!item.value) return fmt::format("{} bytes, unread", item.bytes);
  if (item.value->empty()) return "no value";
  return values == Values::Full ? *item.value
                                : fmt::format("{} ({} bytes)", prefix_of(*item.value), item.bytes);
}

void print_item(const Jar& jar, size_t index, Values values, const Terminal& terminal) {
  const cookies::Item& item = jar.scan.items[index];
  print_line(
      bold(printable(fmt::format("{} = {}", item.name, value_in_words(item, values))), terminal));
  print_line("  " + wrap(printable(place_of(jar, item)), terminal, 2));
  for (const std::string& sentence : story_of(jar, index))
    print_line("  - " + wrap(printable(sentence), terminal, 4));
}

void print_text(const Jar& jar, const Found& found, Values values) {
  const Terminal terminal = terminal_of_stdout();
  print_line(bold(
      printable(fmt::format("{}: {}", found.title, counted(found.items.size(), "item", "items"))),
      terminal));
  for (const size_t index : found.items) {
    print_line("");
    print_item(jar, index, values, terminal);
  }
}

Result<void> show(Run& run, const ShowOptions& options) {
  const Jar jar = TRY(open_jar(run, TRY(chosen_profiles(run))));
  const Found found = find_items(jar, options.name);
  if (found.items.empty())
    return fail(ErrorCode::NotFound,
                "show \"{}\": no site or company of that name left anything; `list` names them",
                options.name);
  const Values values = options.values ? Values::Full : Values::Prefix;
  if (options.json)
    print_line(boost::json::serialize(items_json(jar, found, values)));
  else
    print_text(jar, found, values);
  print_problems(jar.scan);
  print_notes(run);
  return {};
}

}  // namespace

void add_show_command(CLI::App& app, Run& run) {
  CLI::App* command =
      app.add_subcommand("show", "Show every item of a site or company, with the evidence");
  add_profile_option(*command, run);
  add_keyring_option(*command, run);
  const auto options = std::make_shared<ShowOptions>();
  command->add_option("name", options->name, "A site (example.org) or a company (Google)")
      ->required()
      ->type_name("SITE|COMPANY");
  command->add_flag("--json", options->json, "As JSON");
  command->add_flag("--values", options->values,
                    "The values in full, which may sign somebody in, not their beginnings");
  command->footer(
      "Examples:\n"
      "  glassjar cookies show doubleclick.net\n"
      "  glassjar cookies show Google");
  command->callback([&run, options] { finish(run, show(run, *options)); });
}

}  // namespace glassjar::cookies_command

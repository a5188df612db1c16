// glassjar cookies log: what was deleted for whom, when.
#include <fmt/core.h>

#include <boost/json.hpp>
#include <filesystem>

#include "cookies_command/command.h"
#include "cookies_command/printable.h"
#include "cookies_command/terminal.h"
#include "dump/deletion_log.h"
#include "dump/state_folder.h"

namespace glassjar::cookies_command {
namespace {

std::string headline(const dump::LogEntry& entry) {
  std::string profiles;
  for (const browsers::Profile& profile : entry.profiles)
    profiles +=
        fmt::format("{}{} ({})", profiles.empty() ? "" : ", ", profile.browser, profile.name);
  switch (entry.what) {
    case dump::LogEntry::What::Emptied:
      return fmt::format("{}  {} emptied {}{}: {} of {} deleted, {} stayed", to_iso(entry.time),
                         entry.by, profiles, entry.resumed ? ", after it was cut off" : "",
                         counted(entry.plan.items_going, "item", "items"),
                         counted(entry.plan.going.size(), "company", "companies"),
                         grouped(entry.plan.items_staying));
    case dump::LogEntry::What::TakenBack:
      return fmt::format("{}  {} of {} failed and was taken back: {}", to_iso(entry.time), entry.by,
                         profiles, entry.why);
    case dump::LogEntry::What::Undone:
      return fmt::format("{}  what was deleted at {} was put back into {}", to_iso(entry.time),
                         to_iso(entry.began), profiles);
  }
  return "";
}

void print_entry(const dump::LogEntry& entry, const Terminal& terminal) {
  print_line(bold(wrap(printable(headline(entry)), terminal, 2), terminal));
  if (entry.what != dump::LogEntry::What::Emptied) return;
  for (const dump::OwnerCounts& owner : entry.plan.going) {
    dump::StoreCounts stores;
    std::string sites;
    for (const dump::SiteCounts& site : owner.sites) {
      sites.append(sites.empty() ? "" : ", ").append(site.site);
      for (const auto& [store, count] : site.stores) stores[store] += count;
    }
    const std::string whose =
        sites == owner.owner ? owner.owner : fmt::format("{} ({})", owner.owner, sites);
    print_line("  " +
               wrap(printable(fmt::format("{}: {}", whose, stores_in_words(stores))), terminal, 4));
  }
  if (entry.items_remaining > 0)
    print_line(fmt::format("  still there afterwards: {}",
                           counted(entry.items_remaining, "item", "items")));
  for (const std::string& left : entry.left_over)
    print_line("  " + wrap(printable("left over: " + left), terminal, 4));
}

Result<void> print_log(Run& run, bool as_json) {
  std::vector<dump::LogEntry> entries;
  // Who only asks gets no folder.
  if (std::filesystem::exists(run.state)) {
    const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
    entries = TRY(dump::read_log(state.log_file()));
  }
  const Terminal terminal = terminal_of_stdout();
  for (const dump::LogEntry& entry : entries) {
    if (as_json)
      print_line(boost::json::serialize(dump::to_json(entry)));
    else
      print_entry(entry, terminal);
  }
  if (entries.empty() && !as_json) print_note("Nothing was ever deleted.");
  return {};
}

}  // namespace

void add_log_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("log", "What was deleted for whom, when; oldest first");
  const auto as_json = std::make_shared<bool>(false);
  command->add_flag("--json", *as_json, "As JSON, one emptying a line");
  command->callback([&run, as_json] { finish(run, print_log(run, *as_json)); });
}

}  // namespace glassjar::cookies_command

// Orders from options, previews and results as text.
#include "cookies_command/dump_options.h"

#include <fmt/core.h>

#include <filesystem>

#include "cookies_command/printable.h"
#include "cookies_command/terminal.h"
#include "dump/keep_import.h"
#include "dump/undo_archive.h"

namespace glassjar::cookies_command {
namespace {

constexpr size_t kOwnersShown = 20;
constexpr size_t kKeptShown = 40;

dump::StoreCounts stores_of(const dump::OwnerCounts& owner) {
  dump::StoreCounts stores;
  for (const dump::SiteCounts& site : owner.sites)
    for (const auto& [store, count] : site.stores) stores[store] += count;
  return stores;
}

void print_going(const dump::Plan& plan, const Terminal& terminal) {
  Table table({{"Goes"}, {"Items", Align::Right}, {"Stores"}});
  size_t shown = 0;
  uint64_t rest = 0;
  for (const dump::OwnerCounts& owner : plan.going) {
    if (++shown <= kOwnersShown)
      table.add({owner.owner, grouped(owner.items), stores_in_words(stores_of(owner))});
    else
      rest += owner.items;
  }
  if (rest > 0)
    table.add({fmt::format("{} others", grouped(shown - kOwnersShown)), grouped(rest), ""});
  fmt::print("{}", table.render(terminal));
}

void print_staying(const dump::Plan& plan, const Terminal& terminal) {
  if (plan.staying.empty()) return;
  Table table({{"Stays"}, {"Items", Align::Right}, {"Stores"}});
  for (size_t i = 0; i < std::min(plan.staying.size(), kKeptShown); ++i)
    table.add({plan.staying[i].site, grouped(dump::total(plan.staying[i].stores)),
               stores_in_words(plan.staying[i].stores)});
  if (plan.staying.size() > kKeptShown)
    table.add({fmt::format("{} more sites", plan.staying.size() - kKeptShown), "", ""});
  print_line("");
  fmt::print("{}", table.render(terminal));
}

}  // namespace

void add_dump_options(CLI::App& command, DumpOptions& options) {
  command
      .add_option("--keep", options.keep,
                  "Also keep this site, or the sites of this list (see `keep import`); may be "
                  "given several times")
      ->type_name("FILE|SITE")
      ->expected(1)
      ->take_all();
  command.add_flag("--hsts", options.hsts,
                   "Also forget which sites are reached over HTTPS only; else only records that "
                   "encode an identifier go");
  command.add_flag("--no-undo", options.no_undo,
                   "Keep no undo archive, which would hold what is deleted for 24 hours");
}

dump::Means means_of(const Run& run, const dump::StateFolder& state) {
  dump::Means means{state, run.clock, run.random};
  means.scan = [&run](std::vector<browsers::Profile> profiles) {
    return browsers::scan(std::move(profiles), *run.keyring);
  };
  return means;
}

Result<dump::Order> order_for(const Run& run, const DumpOptions& options,
                              std::vector<browsers::Profile> profiles) {
  dump::Order order;
  order.profiles = std::move(profiles);
  order.keep = TRY(dump::KeepList::read(keep_file(run)));
  for (const std::string& word : options.keep) {
    std::error_code error;
    if (std::filesystem::exists(word, error)) {
      const dump::ImportedKeeps keeps = TRY(dump::import_keeps(word));
      order.keep.add_all(keeps.list);
    } else if (word.find('/') != std::string::npos && word.find("://") == std::string::npos) {
      return fail(ErrorCode::InvalidArgument, "keep the sites of \"{}\": there is no such file",
                  word);
    } else {
      order.keep.add(TRY(dump::site_named(word)));
    }
  }
  order.hsts = options.hsts ? dump::Hsts::All : dump::Hsts::OnlySupercookies;
  order.undo = options.no_undo ? dump::Undo::None : dump::Undo::Keep;
  return order;
}

void print_preview(const dump::Prepared& prepared) {
  const Terminal terminal = terminal_of_stdout();
  const dump::Plan& plan = prepared.plan;
  for (const browsers::Profile& profile : prepared.order.profiles)
    print_line(printable(
        fmt::format("{} ({}): {}", profile.browser, profile.name, profile.folder.string())));
  print_line("");
  if (plan.items_going > 0) print_going(plan, terminal);
  print_staying(plan, terminal);
  print_line("");
  print_line(
      fmt::format("{} of {} would go, {} would stay.", counted(plan.items_going, "item", "items"),
                  counted(plan.going.size(), "company", "companies"), grouped(plan.items_staying)));
  if (plan.hsts_staying > 0)
    print_line(
        wrap(fmt::format("{} of other sites stay: they protect connections (--hsts removes "
                         "them too).",
                         counted(plan.hsts_staying, "HTTPS-only record", "HTTPS-only records")),
             terminal, 0));
}

void print_result(const dump::LogEntry& entry) {
  const Terminal terminal = terminal_of_stdout();
  print_line(fmt::format(
      "{}Deleted {} of {}; {} stayed.", entry.resumed ? "Finished what was cut off. " : "",
      counted(entry.plan.items_going, "item", "items"),
      counted(entry.plan.going.size(), "company", "companies"), grouped(entry.plan.items_staying)));
  if (entry.items_remaining > 0)
    print_note(fmt::format("{} could not be deleted and {} still there: `list` shows them.",
                           counted(entry.items_remaining, "item", "items"),
                           entry.items_remaining == 1 ? "is" : "are"));
  for (const std::string& left : entry.left_over)
    print_line(wrap(printable("Left over: " + left), terminal, 2));
  if (entry.undo_kept)
    print_line(fmt::format("`undo` puts all back until {}; until then it can be read from there.",
                           to_iso(entry.began + dump::kUndoKept)));
}

}  // namespace glassjar::cookies_command

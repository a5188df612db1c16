// glassjar cookies keep: the sites whose items stay.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "cookies_command/command.h"
#include "cookies_command/printable.h"
#include "cookies_command/terminal.h"
#include "dump/host_name.h"
#include "dump/keep_import.h"
#include "dump/keep_list.h"

namespace glassjar::cookies_command {
namespace {

constexpr size_t kSkippedShown = 20;

// A site with letters outside ASCII is shown in both forms; the second is a comment to whoever
// reads the list, as in its file.
std::string in_both_forms(std::string_view site) {
  const std::string unicode = dump::unicode_host(site);
  return unicode.empty() ? std::string(site) : fmt::format("{} # {}", site, printable(unicode));
}

Result<void> add(Run& run, const std::vector<std::string>& names) {
  dump::KeepList list = TRY(dump::KeepList::read(keep_file(run)));
  for (const std::string& name : names) {
    std::string site = TRY(dump::site_named(name));
    const std::string_view what =
        list.add(site) ? "stays from now on, in every store." : "is on the keep list already.";
    const std::string unicode = dump::unicode_host(site);
    print_note(unicode.empty() ? fmt::format("{} {}", site, what)
                               : fmt::format("{} ({}) {}", unicode, site, what));
  }
  return list.write(keep_file(run));
}

Result<void> remove(Run& run, const std::vector<std::string>& names) {
  dump::KeepList list = TRY(dump::KeepList::read(keep_file(run)));
  for (const std::string& name : names) {
    const std::string site = TRY(dump::site_named(name));
    if (!list.remove(site))
      return fail(ErrorCode::NotFound, "remove {} from the keep list: it is not on it", site);
  }
  return list.write(keep_file(run));
}

Result<void> print_list(Run& run, bool as_json) {
  const dump::KeepList list = TRY(dump::KeepList::read(keep_file(run)));
  if (as_json) {
    boost::json::array sites;
    for (const std::string& site : list.sites()) sites.emplace_back(site);
    print_line(boost::json::serialize(sites));
    return {};
  }
  for (const std::string& site : list.sites()) print_line(in_both_forms(site));
  if (list.sites().empty())
    print_note("The keep list is empty: `keep add SITE` or `keep import FILE`.");
  return {};
}

Result<void> import(Run& run, const std::string& path) {
  const dump::ImportedKeeps keeps = TRY(dump::import_keeps(path));
  dump::KeepList list = TRY(dump::KeepList::read(keep_file(run)));
  const size_t before = list.sites().size();
  list.add_all(keeps.list);
  TRY(list.write(keep_file(run)));
  for (size_t i = 0; i < std::min(keeps.skipped.size(), kSkippedShown); ++i)
    print_note("skipped: " + keeps.skipped[i]);
  if (keeps.skipped.size() > kSkippedShown)
    print_note(fmt::format("skipped: {} more", keeps.skipped.size() - kSkippedShown));
  print_note(fmt::format("Read {} from {}: {} new on the keep list.",
                         counted(keeps.list.sites().size(), "site", "sites"), keeps.format,
                         list.sites().size() - before));
  return {};
}

}  // namespace

std::filesystem::path keep_file(const Run& run) {
  return run.home.config_folder / "glassjar" / "keep";
}

void add_keep_command(CLI::App& app, Run& run) {
  CLI::App* keep = app.add_subcommand("keep", "The sites whose cookies and storage stay");
  keep->require_subcommand(1);
  const auto names = std::make_shared<std::vector<std::string>>();
  const auto as_json = std::make_shared<bool>(false);
  const auto path = std::make_shared<std::string>();

  CLI::App* added = keep->add_subcommand("add", "Keep what a site left, in every store");
  added->add_option("site", *names, "Sites; a host counts as its site")
      ->required()
      ->type_name("SITE");
  added->footer("Example:\n  glassjar cookies keep add example.org mail.example.com");
  added->callback([&run, names] { finish(run, add(run, *names)); });

  CLI::App* removed = keep->add_subcommand("remove", "Keep a site no more");
  removed->add_option("site", *names, "Sites")->required()->type_name("SITE");
  removed->callback([&run, names] { finish(run, remove(run, *names)); });

  CLI::App* listed = keep->add_subcommand("list", "List the kept sites, one a line");
  listed->add_flag("--json", *as_json, "As a JSON array");
  listed->callback([&run, as_json] { finish(run, print_list(run, *as_json)); });

  CLI::App* imported = keep->add_subcommand("import", "Add another program's keep list");
  imported
      ->add_option("file", *path,
                   "Firefox's permissions.sqlite, Chromium's Preferences, or either's profile "
                   "folder; an export of Cookie AutoDelete; BleachBit's cookie_keep_list.json; "
                   "CCleaner's ini file; a list with a site a line")
      ->required()
      ->type_name("FILE");
  imported->footer(
      "Examples:\n"
      "  glassjar cookies keep import ~/.mozilla/firefox/abcd.default-release\n"
      "  glassjar cookies keep import CAD_Expressions.json");
  imported->callback([&run, path] { finish(run, import(run, *path)); });
}

}  // namespace glassjar::cookies_command

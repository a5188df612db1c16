// Options and endings that the subcommands share.
#include "cookies_command/command.h"

#include <fmt/core.h>

#include <cstdio>
#include <iterator>

#include "browsers/keyring/desktop_keyring.h"
#include "cookies_command/memory.h"
#include "cookies_command/page.h"
#include "cookies_command/printable.h"
#include "cookies_command/terminal.h"
#include "dump/state_folder.h"

namespace glassjar::cookies_command {

using browsers::keyring::DesktopKeyring;
using browsers::keyring::Prompts;

Run run_from_environment(const Clock& clock, Random& random, int& exit_code) {
  return Run{clock,
             random,
             browsers::home_from_environment(),
             dump::state_path_from_environment(),
             exit_code,
             std::make_unique<DesktopKeyring>(Prompts::No)};
}

void add_profile_option(CLI::App& command, Run& run) {
  command
      .add_option("--profile", run.folders,
                  "A profile's folder, or a browser's folder of profiles; may be given several "
                  "times. Default: all profiles of this person")
      ->type_name("DIR")
      ->expected(1)
      ->take_all();
}

void add_keyring_option(CLI::App& command, Run& run) {
  command.add_flag_callback(
      "--keyring", [&run] { run.keyring = std::make_unique<DesktopKeyring>(Prompts::Yes); },
      "Let the keyring ask you to open it, for the values of Chromium's cookies; without, it is "
      "asked only if it is open");
}

Result<std::vector<browsers::Profile>> chosen_profiles(const Run& run) {
  std::vector<browsers::Profile> profiles;
  for (const std::string& folder : run.folders) {
    std::vector<browsers::Profile> here = browsers::profiles_at(folder);
    if (here.empty())
      return fail(ErrorCode::InvalidArgument,
                  "look for a profile in \"{}\": neither Firefox's nor Chromium's files are there",
                  folder);
    std::move(here.begin(), here.end(), std::back_inserter(profiles));
  }
  if (run.folders.empty()) profiles = browsers::find_profiles(run.home);
  if (profiles.empty())
    return fail(ErrorCode::NotFound,
                "look for browsers of this person in \"{}\": no profile of Firefox, LibreWolf, "
                "Chromium, Chrome, Brave or Edge; name one with --profile DIR",
                run.home.folder.string());
  return profiles;
}

void finish(Run& run, const Result<void>& result) {
  // Every command ends here, so an archive outlives its day only as long as nobody asks anything.
  if (const auto notes = housekeeping(run); !notes)
    print_note("glassjar: " + notes.error().message);
  if (result) return;
  print_note(fmt::format("glassjar: {}", result.error().message));
  run.exit_code = exit_code_of(result.error().code);
}

void print_note(std::string_view line) { fmt::print(stderr, "{}\n", printable(line)); }

void print_line(std::string_view line) { fmt::print("{}\n", line); }

void print_problems(const browsers::Scan& scan) {
  for (const browsers::Problem& problem : scan.problems)
    print_note(fmt::format("glassjar: read \"{}\" of {}: {}", problem.file,
                           scan.profiles[problem.profile].folder.string(), problem.why));
}

void print_notes(const Run& run) {
  const Result<std::vector<std::string>> notes = housekeeping(run);
  if (!notes) return;  // finish() tells it
  for (const std::string& note : *notes) print_note(note);
}

std::string stores_in_words(const std::map<cookies::Store, uint64_t>& stores) {
  std::string out;
  for (const auto& [store, count] : stores)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", cookies::name_of(store), grouped(count));
  return out;
}

void add_commands(CLI::App& app, Run& run) {
  app.description(
      "Linux only for now. The jar of your own browsers: what sites left in them, who is behind "
      "it, and emptying it without signing you out where you want to stay. Nothing leaves this "
      "machine; only dump, undo and watch change a profile.");
  app.require_subcommand(0, 1);
  add_profile_option(app, run);
  add_keyring_option(app, run);
  const auto as_json = std::make_shared<bool>(false);
  app.add_flag("--json", *as_json, "The overview as JSON");
  const auto web = std::make_shared<bool>(false);
  app.add_flag("--web", *web, "The same as a page in your browser, on this machine only");
  app.footer(
      "Examples:\n"
      "  glassjar cookies                          how many companies know this browser\n"
      "  glassjar cookies show Google              what one holds, with the evidence\n"
      "  glassjar cookies keep add example.org     stay signed in there\n"
      "  glassjar cookies dump --dry-run           what emptying would remove\n"
      "  glassjar cookies dump                     empty the jar, undo for 24 hours\n"
      "Exit codes: 0 done, 1 failed, 2 wrong use.");
  add_list_command(app, run);
  add_show_command(app, run);
  add_keep_command(app, run);
  add_dump_command(app, run);
  add_undo_command(app, run);
  add_watch_command(app, run);
  add_log_command(app, run);
  app.callback([&app, &run, as_json, web] {
    if (!app.get_subcommands().empty()) return;
    finish(run, *web ? serve_page(run) : show_overview(run, *as_json));
  });
}

}  // namespace glassjar::cookies_command

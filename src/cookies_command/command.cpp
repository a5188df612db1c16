// Options and endings that the subcommands share.
#include "cookies_command/command.h"

#include <fmt/core.h>

#include <cstdio>
#include <iterator>

#include "cookies_command/printable.h"

namespace glassjar::cookies_command {

void add_profile_option(CLI::App& command, Run& run) {
  command
      .add_option("--profile", run.folders,
                  "A profile's folder, or a browser's folder of profiles; may be given several "
                  "times. Default: all profiles of this person")
      ->type_name("DIR")
      ->expected(1)
      ->take_all();
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
  if (result) return;
  print_note(fmt::format("glassjar: {}", result.error().message));
  run.exit_code = result.error().code == ErrorCode::InvalidArgument ? kExitWrongUse : kExitFailed;
}

void print_note(std::string_view line) { fmt::print(stderr, "{}\n", printable(line)); }

void add_commands(CLI::App& app, Run& run) {
  app.require_subcommand(1);
  add_list_command(app, run);
}

}  // namespace glassjar::cookies_command

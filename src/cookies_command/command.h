// What the subcommands of `glassjar cookies` share: where they look and how they end.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/exit_code.h"
#include "base/random.h"
#include "base/result.h"
#include "browsers/keyring.h"
#include "browsers/profile.h"
#include "browsers/scan.h"
#include "cookies/item.h"

namespace glassjar::cookies_command {

// One run of the program: the subcommand that was named sets the exit code. Outlives the parsing.
struct Run {
  const Clock& clock;
  Random& random;
  browsers::Home home;
  std::filesystem::path state;  // dump::state_path_from_environment()
  int& exit_code;
  // Never null; asks the person only with --keyring.
  std::unique_ptr<browsers::Keyring> keyring;
  // Given by --profile; empty: all of the person's.
  std::vector<std::string> folders = {};
};

// A run with the folders of the person that the environment names.
Run run_from_environment(const Clock& clock, Random& random, int& exit_code);

// Makes `app` the command of the browser's jar: its own options, help and subcommands. The app is
// `glassjar cookies` or the program glassjar-cookies.
void add_commands(CLI::App& app, Run& run);

// Adds `--profile DIR`, which may be given several times.
void add_profile_option(CLI::App& command, Run& run);

// Adds `--keyring`, for commands at which the person is there to be asked.
void add_keyring_option(CLI::App& command, Run& run);

// The profiles that the person named, else all that are found. InvalidArgument for a folder that
// is no profile; NotFound if there is none at all, naming where was looked.
Result<std::vector<browsers::Profile>> chosen_profiles(const Run& run);

// Sets the exit code (base/exit_code.h) and prints the error, if any, as `glassjar: …` on standard
// error.
void finish(Run& run, const Result<void>& result);

// A line on standard error for people, free of control characters.
void print_note(std::string_view line);

// A line on standard output.
void print_line(std::string_view line);

// What could not be read, on standard error; the rest of the answer stands.
void print_problems(const browsers::Scan& scan);

// What the state folder asks to be told (memory.h), on standard error.
void print_notes(const Run& run);

// "cookie 80, local storage 40"
std::string stores_in_words(const std::map<cookies::Store, uint64_t>& stores);

// The person's keep list: $XDG_CONFIG_HOME/glassjar/keep.
std::filesystem::path keep_file(const Run& run);

// The answer without a subcommand.
Result<void> show_overview(Run& run, bool as_json);

// One function a file: adds the subcommand with its options, examples and callback.
void add_list_command(CLI::App& app, Run& run);
void add_show_command(CLI::App& app, Run& run);
void add_keep_command(CLI::App& app, Run& run);
void add_dump_command(CLI::App& app, Run& run);
void add_undo_command(CLI::App& app, Run& run);
void add_watch_command(CLI::App& app, Run& run);
void add_log_command(CLI::App& app, Run& run);

}  // namespace glassjar::cookies_command

// What the subcommands of `glassjar cookies` share: where they look and how they end.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "browsers/profile.h"

namespace glassjar::cookies_command {

constexpr int kExitOk = 0;
constexpr int kExitFailed = 1;
constexpr int kExitWrongUse = 2;

// One run of the program: the subcommand that was named sets the exit code. Outlives the parsing.
struct Run {
  const Clock& clock;
  Random& random;
  browsers::Home home;
  // Given by --profile; empty: all of the person's.
  std::vector<std::string> folders;
  int exit_code = kExitOk;
};

// Makes `app` the command of the browser's jar: its own options, help and subcommands. The app is
// `glassjar cookies` or the program glassjar-cookies.
void add_commands(CLI::App& app, Run& run);

// Adds `--profile DIR`, which may be given several times.
void add_profile_option(CLI::App& command, Run& run);

// The profiles that the person named, else all that are found. InvalidArgument for a folder that
// is no profile; NotFound if there is none at all, naming where was looked.
Result<std::vector<browsers::Profile>> chosen_profiles(const Run& run);

// Sets the exit code and prints the error, if any, as `glassjar: …` on standard error.
// InvalidArgument is wrong use, all else a failure.
void finish(Run& run, const Result<void>& result);

// A line on standard error for people, free of control characters.
void print_note(std::string_view line);

// One function a file: adds the subcommand with its options, examples and callback.
void add_list_command(CLI::App& app, Run& run);

}  // namespace glassjar::cookies_command

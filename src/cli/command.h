// What all subcommands share: the options they start from and how they end.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "application/options.h"
#include "base/exit_code.h"
#include "base/result.h"
#include "cli/connection.h"

namespace glassjar::cli {

// One run of the program: the command that was named sets the exit code.
struct Run {
  Options options;
  int exit_code = kExitOk;
};

// Adds `--data DIR` (required) to a subcommand.
void add_data_option(CLI::App& command, Options& options);

// Adds `--public-url URL`; `text` takes what was given.
void add_public_url_option(CLI::App& command, std::string& text);

// Sets the exit code (base/exit_code.h) and prints the error, if any, as `glassjar: …` on standard
// error.
void finish(Run& run, const Result<void>& result);

// One line on standard output, which carries only what a script needs.
void print_result(std::string_view line);

// One function a file: adds the subcommand with its options, examples and callback.
void add_serve_command(CLI::App& app, Run& run);
void add_site_command(CLI::App& app, Run& run);
void add_staff_command(CLI::App& app, Run& run);
void add_token_command(CLI::App& app, Run& run);
void add_import_command(CLI::App& app, Run& run);
void add_query_command(CLI::App& app, Run& run);
void add_audit_command(CLI::App& app, Run& run);
void add_cookies_command(CLI::App& app, Run& run);
void add_version_command(CLI::App& app, Run& run);

}  // namespace glassjar::cli

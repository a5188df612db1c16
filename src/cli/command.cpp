// Options and endings that the subcommands share.
#include "cli/command.h"

#include <fmt/core.h>

#include <cstdio>

#include "cli/config.h"

namespace glassjar::cli {

void add_data_option(CLI::App& command, Options& options) {
  command.add_option("--data", options.data, "The data directory")->required()->type_name("DIR");
}

void add_public_url_option(CLI::App& command, std::string& text) {
  command.add_option("--public-url", text, "How people reach Glassjar, behind a proxy")
      ->type_name("URL")
      ->check([](const std::string& url) {
        const auto fine = check_public_url(url);
        return fine ? std::string() : fine.error().message;
      });
}

void finish(Run& run, const Result<void>& result) {
  if (result) return;
  fmt::print(stderr, "glassjar: {}\n", result.error().message);
  run.exit_code = exit_code_of(result.error().code);
}

void print_result(std::string_view line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

}  // namespace glassjar::cli

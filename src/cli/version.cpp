// glassjar version
#include <fmt/core.h>

#include <boost/json.hpp>
#include <cstdio>

#include "cli/command.h"

namespace glassjar::cli {
namespace {

// What answers for the data directory may be an older server that was not restarted.
Result<void> tell_servers_version(const Options& options) {
  Connection connection = TRY(Connection::open(options, /*make_directory=*/false));
  if (!connection.is_beside_server()) {
    fmt::print(stderr, "{} is served by none at the moment\n", options.data.string());
    return {};
  }
  const std::string answer = TRY(connection.call(net::Method::Get, "/api/version"));
  fmt::print(stderr, "{} is served by Glassjar {}\n", options.data.string(),
             boost::json::parse(answer).at("version").as_string().c_str());
  return {};
}

}  // namespace

void add_version_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("version", "Print the version");
  command->add_option("--data", run.options.data, "Also say which version serves this directory")
      ->type_name("DIR");
  command->footer("Example:\n  glassjar version --data DIR");
  command->callback([&run] {
    print_result("glassjar " GLASSJAR_VERSION);
    if (!run.options.data.empty()) finish(run, tell_servers_version(run.options));
  });
}

}  // namespace glassjar::cli

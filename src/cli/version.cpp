// glassjar version
#include "cli/command.h"

namespace glassjar::cli {

void add_version_command(CLI::App& app, Run&) {
  CLI::App* command = app.add_subcommand("version", "Print the version");
  command->callback([] { print_result("glassjar " GLASSJAR_VERSION); });
}

}  // namespace glassjar::cli

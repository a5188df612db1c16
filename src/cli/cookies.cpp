// glassjar cookies: the browser's jar, as glassjar-cookies has it.
#include "cookies_command/command.h"

#include "cli/command.h"

namespace glassjar::cli {

void add_cookies_command(CLI::App& app, Run& run) {
  static const SystemClock clock;
  static SystemRandom random;
  // Lives as long as the callbacks, which is as long as the program.
  static cookies_command::Run cookies =
      cookies_command::run_from_environment(clock, random, run.exit_code);
  cookies_command::add_commands(*app.add_subcommand("cookies"), cookies);
}

}  // namespace glassjar::cli

// The entry of glassjar-cookies: the browser's jar without the server.
#include "base/program.h"
#include "cookies_command/command.h"

namespace {

int run(int argc, char** argv) {
  using namespace glassjar;
  const SystemClock clock;
  SystemRandom random;
  int exit_code = kExitOk;
  cookies_command::Run run = cookies_command::run_from_environment(clock, random, exit_code);
  CLI::App app;
  app.name("glassjar-cookies");
  cookies_command::add_commands(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 has codes of its own; ours know help (0) and wrong use (2).
    return app.exit(error) == 0 ? kExitOk : kExitWrongUse;
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) { return glassjar::run_program(argc, argv, run); }

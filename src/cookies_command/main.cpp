// The entry of glassjar-cookies: the browser's jar without the server.
#include <csignal>
#include <cstdio>
#include <system_error>

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

int main(int argc, char** argv) {
  // A closed pipe and a file at its limit are errors of one write, not of the program.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::system_error& error) {
    // Whoever read our answer has seen enough of it, as in `glassjar-cookies list | head`.
    if (error.code() == std::errc::broken_pipe) return glassjar::kExitFailed;
    std::fprintf(stderr, "glassjar: %s\n", error.what());
    return glassjar::kExitFailed;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "glassjar: %s\n", error.what());
    return glassjar::kExitFailed;
  }
}

// The program's entry: reads the command line and runs the named subcommand.
#include <csignal>

#include "cli/command.h"

namespace {

int run(int argc, char** argv) {
  using namespace glassjar::cli;
  Run run;
  CLI::App app(
      "Glassjar: web analytics, feedback and conversations in which both sides look into the "
      "same jar.");
  app.require_subcommand(1);
  app.name("glassjar");
  app.footer(
      "Examples:\n"
      "  glassjar serve --data /srv/glassjar --listen 127.0.0.1:8080\n"
      "  glassjar site add example.org --timezone Europe/Berlin --data /srv/glassjar\n"
      "  glassjar staff add ada@example.org --role owner --data /srv/glassjar\n"
      "`glassjar COMMAND --help` has more.");
  add_serve_command(app, run);
  add_site_command(app, run);
  add_staff_command(app, run);
  add_token_command(app, run);
  add_import_command(app, run);
  add_query_command(app, run);
  add_audit_command(app, run);
  add_cookies_command(app, run);
  add_version_command(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 has codes of its own; ours know help (0) and wrong use (2).
    return app.exit(error) == 0 ? glassjar::kExitOk : glassjar::kExitWrongUse;
  }
  return run.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  // A closed connection and a file at its limit are errors of one write, not of the program.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "glassjar: %s\n", error.what());
    return glassjar::kExitFailed;
  }
}

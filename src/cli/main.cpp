// The program's entry: reads the command line and runs the named subcommand.
#include <cstdio>

#include "base/program.h"
#include "base/spelling.h"
#include "cli/command.h"

namespace {

// The words of the command line that no command took begin with one that names none of `app`'s:
// says so, where CLI11 only asks for a command.
bool tell_unknown_command(const CLI::App& app) {
  for (const CLI::App* named : app.get_subcommands()) return tell_unknown_command(*named);
  const std::vector<std::string> left = app.remaining();
  const std::vector<const CLI::App*> commands =
      app.get_subcommands([](const CLI::App*) { return true; });
  if (commands.empty() || left.empty() || left.front().starts_with('-')) return false;
  std::vector<std::string> names;
  for (const CLI::App* command : commands) names.push_back(command->get_name());
  const std::vector<std::string_view> known(names.begin(), names.end());
  std::fprintf(
      stderr,
      "glassjar: %s: unknown command; did you mean %s?\nRun with --help for more information.\n",
      left.front().c_str(), std::string(glassjar::nearest(left.front(), known)).c_str());
  return true;
}

int run(int argc, char** argv) {
  using namespace glassjar::cli;
  Run run;
  CLI::App app(
      "Glassjar: web analytics, feedback and conversations in which both sides look into the "
      "same jar.");
  app.require_subcommand(1);
  app.name("glassjar");
  app.set_version_flag("--version", "glassjar " GLASSJAR_VERSION);
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
    if (error.get_exit_code() != 0 && tell_unknown_command(app)) return glassjar::kExitWrongUse;
    // CLI11 has codes of its own; ours know help (0) and wrong use (2).
    return app.exit(error) == 0 ? glassjar::kExitOk : glassjar::kExitWrongUse;
  }
  return run.exit_code;
}

}  // namespace

int main(int argc, char** argv) { return glassjar::run_program(argc, argv, run); }

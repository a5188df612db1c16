// glassjar cookies dump and undo
#include <fmt/core.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdio>
#include <iostream>

#include "cookies_command/dump_options.h"
#include "cookies_command/terminal.h"
#include "dump/undo_archive.h"

namespace glassjar::cookies_command {
namespace {

struct DumpCommand {
  DumpOptions what;
  bool dry_run = false;
  bool yes = false;
  bool json = false;
};

// Without a terminal nobody is there to be asked.
Result<void> refuse_unattended(const DumpCommand& options) {
  if (options.yes || options.dry_run || ::isatty(STDIN_FILENO) != 0) return {};
  return fail(ErrorCode::InvalidArgument,
              "empty the jar: nobody is there to confirm it; say --yes, or --dry-run to look");
}

// Only a plain yes counts.
bool is_confirmed(const DumpCommand& options) {
  if (options.yes) return true;
  fmt::print(stderr, "Delete them? [y/N] ");
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

void print_plan_json(const dump::Plan& plan) {
  print_line(boost::json::serialize(dump::to_json(plan)));
}

Result<void> empty(Run& run, const DumpCommand& options) {
  TRY(refuse_unattended(options));
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  const dump::Means means = means_of(run, state);
  if (!options.dry_run) {
    const std::optional<dump::LogEntry> finished = TRY(dump::finish_unfinished(means));
    if (finished) print_result(*finished);
  }
  dump::Order order = TRY(order_for(run, options.what, TRY(chosen_profiles(run))));
  // Before the preview: who cannot empty now wants to know it first.
  if (!options.dry_run) TRY(dump::refuse_running(means, order.profiles));
  const dump::Prepared prepared = TRY(dump::prepare(means, std::move(order)));
  for (const browsers::Problem& problem : prepared.problems)
    print_note(fmt::format("glassjar: read \"{}\": {}", problem.file, problem.why));
  if (options.dry_run) {
    if (options.json)
      print_plan_json(prepared.plan);
    else
      print_preview(prepared);
    return {};
  }
  if (!options.yes) print_preview(prepared);
  if (!is_confirmed(options)) {
    print_note("Nothing was changed.");
    return {};
  }
  const dump::LogEntry entry = TRY(dump::empty(means, prepared));
  if (options.json)
    print_line(boost::json::serialize(dump::to_json(entry)));
  else
    print_result(entry);
  return {};
}

Result<void> undo(Run& run) {
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  const dump::Means means = means_of(run, state);
  // What is over its time is gone, also for undo.
  TRY(dump::remove_old_archives(state.undo_folder(), run.clock.now()));
  const dump::LogEntry entry = TRY(dump::undo(means));
  print_line(fmt::format("Put back what was deleted at {}, in {}.", to_iso(entry.began),
                         counted(entry.profiles.size(), "profile", "profiles")));
  return {};
}

}  // namespace

void add_dump_command(CLI::App& app, Run& run) {
  CLI::App* command =
      app.add_subcommand("dump", "Empty the jar: all that is not kept goes, from every store");
  add_profile_option(*command, run);
  add_keyring_option(*command, run);
  const auto options = std::make_shared<DumpCommand>();
  add_dump_options(*command, options->what);
  command->add_flag("--dry-run", options->dry_run, "Show what would go and change nothing");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->add_flag("--json", options->json, "The preview or the result as JSON");
  command->footer(
      "Examples:\n"
      "  glassjar cookies dump --dry-run\n"
      "  glassjar cookies dump --keep example.org --keep ~/keep.txt\n"
      "The browsers must be closed. Sites on the keep list keep everything, so you stay signed in "
      "there.");
  command->callback([&run, options] { finish(run, empty(run, *options)); });
}

void add_undo_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand(
      "undo", "Put back what the last dump deleted, as it was then; within 24 hours");
  command->footer(
      "Example:\n  glassjar cookies undo\n"
      "The changed files come back as they were: what sites left in them since is gone.");
  command->callback([&run] { finish(run, undo(run)); });
}

}  // namespace glassjar::cookies_command

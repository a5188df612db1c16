// glassjar cookies watch: empties the jar at the end of each session.
#include <fmt/core.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "cookies_command/dump_options.h"
#include "cookies_command/memory.h"
#include "dump/session_watch.h"

namespace glassjar::cookies_command {
namespace {

constexpr seconds kLook{30};   // at the longest, when no lock comes or goes
constexpr seconds kSettle{2};  // a browser's helpers end a little after it

struct WatchOptions {
  DumpOptions what;
  bool once = false;
  bool install = false;
  bool print_unit = false;
};

// systemd.exec(5): a word of ExecStart= with what quoting needs.
std::string unit_word(std::string_view word) {
  std::string out = "\"";
  for (const char c : word) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (c == '%' || c == '$') out.push_back(c);
    out.push_back(c);
  }
  return out + "\"";
}

// The unit runs what runs now: glassjar-cookies, or glassjar with its word.
Result<std::string> command_line(const WatchOptions& options, const Run& run) {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return fail(ErrorCode::Unavailable, "find this program: {}", error.message());
  std::string line = unit_word(program.string());
  if (program.filename() == "glassjar") line += " cookies";
  line += " watch";
  for (const std::string& folder : run.folders)
    line += " --profile " + unit_word(std::filesystem::absolute(folder).string());
  for (const std::string& keep : options.what.keep) {
    const bool is_file = std::filesystem::exists(keep, error);
    line += " --keep " + unit_word(is_file ? std::filesystem::absolute(keep).string() : keep);
  }
  if (options.what.hsts) line += " --hsts";
  if (options.what.no_undo) line += " --no-undo";
  return line;
}

Result<std::string> unit(const WatchOptions& options, const Run& run) {
  const std::string line = TRY(command_line(options, run));
  return fmt::format(
      "[Unit]\n"
      "Description=Empties the browsers' cookie jar at the end of each session\n"
      "\n"
      "[Service]\n"
      "ExecStart={}\n"
      "Restart=on-failure\n"
      "RestartSec=30\n"
      "UMask=0077\n"
      "NoNewPrivileges=yes\n"
      "RestrictAddressFamilies=AF_UNIX\n"
      "\n"
      "[Install]\n"
      "WantedBy=default.target\n",
      line);
}

Result<void> install(const WatchOptions& options, const Run& run) {
  const std::filesystem::path folder = run.home.config_folder / "systemd/user";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorCode::Unavailable, "make \"{}\": {}", folder.string(), error.message());
  const std::filesystem::path file = folder / "glassjar-cookies.service";
  TRY(replace_file(file, TRY(unit(options, run))));
  print_line(file.string());
  print_note("Now: systemctl --user enable --now glassjar-cookies.service");
  return {};
}

// Who started the browser again meanwhile gets his emptying at the end of that session.
Result<void> empty_now(const dump::Means& means, const Run& run, const WatchOptions& options,
                       std::vector<browsers::Profile> profiles) {
  const Result<std::optional<dump::LogEntry>> finished = dump::finish_unfinished(means);
  if (!finished) return unexpected(finished.error());
  dump::Order order = TRY(order_for(run, options.what, std::move(profiles)));
  order.by = "watch";
  const dump::Prepared prepared = TRY(dump::prepare(means, std::move(order)));
  if (prepared.plan.items_going == 0) {
    print_line("Nothing to delete.");
  } else {
    const dump::LogEntry entry = TRY(dump::empty(means, prepared));
    print_result(entry);
  }
  std::fflush(stdout);
  return {};
}

Result<void> watch(Run& run, const WatchOptions& options) {
  if (options.print_unit) {
    fmt::print("{}", TRY(unit(options, run)));
    return {};
  }
  if (options.install) return install(options, run);
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  const dump::Means means = means_of(run, state);
  dump::SessionWatch sessions =
      TRY(dump::SessionWatch::open(TRY(chosen_profiles(run)), browsers::is_running));
  // Wrong keep files are told now rather than when it matters.
  TRY(order_for(run, options.what, {}));
  print_note(fmt::format("Waiting for the end of {}.",
                         sessions.running() > 0 ? "the running session" : "the next session"));
  for (;;) {
    std::vector<browsers::Profile> ended = TRY(sessions.wait(kLook));
    print_notes(run);
    if (ended.empty()) continue;
    ::sleep(static_cast<unsigned>(kSettle.count()));
    const Result<void> done = empty_now(means, run, options, std::move(ended));
    if (options.once) return done;
    if (!done) print_note("glassjar: " + done.error().message);
  }
}

}  // namespace

void add_watch_command(CLI::App& app, Run& run) {
  CLI::App* command =
      app.add_subcommand("watch", "Empty the jar whenever a browser's session has ended");
  add_profile_option(*command, run);
  const auto options = std::make_shared<WatchOptions>();
  add_dump_options(*command, options->what);
  command->add_flag("--once", options->once, "End after the first session's end");
  command->add_flag("--install", options->install,
                    "Write a systemd user unit that does it, and say how to start it");
  command->add_flag("--print-unit", options->print_unit, "Print that unit");
  command->footer(
      "Examples:\n"
      "  glassjar cookies watch --once\n"
      "  glassjar cookies watch --keep example.org --install");
  command->callback([&run, options] { finish(run, watch(run, *options)); });
}

}  // namespace glassjar::cookies_command

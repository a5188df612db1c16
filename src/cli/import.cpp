// glassjar import access-log --site HOST FILE...
#include <fmt/core.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>
#include <cstdio>

#include "cli/command.h"
#include "cli/log_reader.h"

namespace glassjar::cli {
namespace {

namespace json = boost::json;

constexpr uint64_t kLinesAtOnce = 5'000;
constexpr size_t kBytesAtOnce = 900 << 10;  // below the endpoint's limit
constexpr milliseconds kProgressEvery{200};

// A line on a terminal that is written over: lines, rate, time left. Silent elsewhere.
class Progress {
 public:
  Progress(const Clock& clock, const LogReader& reader)
      : clock_(clock), reader_(reader), began_(clock.monotonic()), printed_(began_) {}
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\033[K");
  }

  void lines_done(uint64_t lines) {
    const auto now = clock_.monotonic();
    if (isatty(STDERR_FILENO) == 0 || now - printed_ < kProgressEvery) return;
    printed_ = now;
    shown_ = true;
    const double spent = std::chrono::duration<double>(now - began_).count();
    fmt::print(stderr, "\r\033[K{} lines, {:.0f}/s{}", lines, static_cast<double>(lines) / spent,
               time_left(spent));
    std::fflush(stderr);
  }

 private:
  std::string time_left(double spent_seconds) const {
    const double done = static_cast<double>(reader_.file_bytes_done());
    const double all = static_cast<double>(reader_.file_bytes());
    if (done <= 0 || all <= 0) return "";
    const double left = spent_seconds * (all - done) / done;
    return fmt::format(", {:.0f} %, {:.0f} s left", 100 * done / all, left);
  }

  const Clock& clock_;
  const LogReader& reader_;
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point printed_;
  bool shown_ = false;
};

// The import's id and how many of the file's lines an earlier run has brought in.
struct Begun {
  std::string id;
  uint64_t lines_done = 0;
};

Result<Begun> begin(Connection& connection, const std::string& site, const LogReader& reader) {
  const json::object body = {
      {"site", site}, {"format", "access-log"}, {"fingerprint", reader.fingerprint()}};
  const std::string text =
      TRY(connection.call(net::Method::Post, "/api/imports", json::serialize(body)));
  const json::value answer = json::parse(text);
  return Begun{.id = answer.at("import").as_string().c_str(),
               .lines_done = answer.at("lines_done").to_number<uint64_t>()};
}

Result<std::string> import_file(Connection& connection, const std::string& site,
                                const std::string& path) {
  LogReader reader = TRY(LogReader::open(path));
  const Begun import = TRY(begin(connection, site, reader));
  if (import.lines_done > 0)
    fmt::print(stderr, "{}: going on after line {}\n", path, import.lines_done);
  const SystemClock clock;
  Progress progress(clock, reader);
  uint64_t first = 0;
  for (;;) {
    std::string lines;
    const uint64_t count = TRY(reader.read_lines(lines, kLinesAtOnce, kBytesAtOnce));
    if (count == 0) break;
    if (first + count > import.lines_done) {
      const std::string number = std::to_string(first);
      const net::Field field{.name = "X-First-Line", .value = number};
      TRY(connection.call(net::Method::Post, "/api/imports/" + import.id + "/lines", lines,
                          std::span(&field, 1)));
    }
    first += count;
    progress.lines_done(first);
  }
  return connection.call(net::Method::Post, "/api/imports/" + import.id + "/finish", "{}");
}

Result<void> import_files(const Options& options, const std::string& site,
                          const std::vector<std::string>& paths) {
  Connection connection = TRY(Connection::open(options, /*make_directory=*/false));
  for (const std::string& path : paths) {
    const std::string counts = TRY(import_file(connection, site, path));
    fmt::print(stderr, "{}: done\n", path);
    print_result(counts);
  }
  return {};
}

}  // namespace

void add_import_command(CLI::App& app, Run& run) {
  CLI::App* import = app.add_subcommand("import", "Bring history in");
  import->require_subcommand(1);
  import->footer(
      "Example:\n  glassjar import access-log --site example.org --data DIR access.log.1.gz");
  CLI::App* log = import->add_subcommand(
      "access-log", "From a web server's access log; prints counts by reason as JSON");
  add_data_option(*log, run.options);
  const auto site = std::make_shared<std::string>();
  const auto paths = std::make_shared<std::vector<std::string>>();
  log->add_option("--site", *site, "The site's host")->required()->type_name("HOST");
  log->add_option("files", *paths, "Log files, .gz too; - is standard input")
      ->required()
      ->type_name("FILE");
  log->footer(
      "Examples:\n"
      "  glassjar import access-log --site example.org --data DIR access.log access.log.1.gz\n"
      "  zstdcat old.zst | glassjar import access-log --site example.org --data DIR -");
  log->callback([&run, site, paths] { finish(run, import_files(run.options, *site, *paths)); });
}

}  // namespace glassjar::cli

// Starting and ending the browser.
#include "audit/browser/chromium.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

extern char** environ;

namespace glassjar::audit::browser {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsualPrograms[] = {"/usr/bin/chromium", "/usr/bin/chromium-browser",
                                          "/usr/bin/google-chrome", "/snap/bin/chromium"};

// A browser that asks nobody anything on its own account, so that what is seen is the site's.
constexpr const char* kFlags[] = {"--headless",
                                  "--remote-debugging-pipe",
                                  "--no-first-run",
                                  "--no-default-browser-check",
                                  "--disable-gpu",
                                  "--disable-quic",
                                  "--disable-background-networking",
                                  "--disable-component-update",
                                  "--disable-sync",
                                  "--disable-default-apps",
                                  "--disable-extensions",
                                  "--mute-audio",
                                  "--password-store=basic",
                                  "--window-size=1280,800",
                                  "--disable-features=Translate,OptimizationHints,MediaRouter",
                                  "about:blank"};

constexpr seconds kEndMax{5};
constexpr seconds kVersionMax{20};
constexpr int kBrowserReads = 3;  // --remote-debugging-pipe's numbers
constexpr int kBrowserWrites = 4;

struct Pipe {
  FileDescriptor read;
  FileDescriptor write;
};

// Above the numbers that the browser wants, so that dup2 never writes over its own source.
Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail(ErrorCode::Unavailable, "start browser: pipe: {}", std::strerror(errno));
  const FileDescriptor low_read(ends[0]);
  const FileDescriptor low_write(ends[1]);
  Pipe pipe{FileDescriptor(::fcntl(low_read.get(), F_DUPFD_CLOEXEC, 10)),
            FileDescriptor(::fcntl(low_write.get(), F_DUPFD_CLOEXEC, 10))};
  if (pipe.read.get() < 0 || pipe.write.get() < 0)
    return fail(ErrorCode::Unavailable, "start browser: pipe: {}", std::strerror(errno));
  return pipe;
}

// Starts `words` with these files under these numbers, in a process group of its own.
Result<pid_t> spawn(const std::vector<std::string>& words,
                    const std::vector<std::pair<int, int>>& files) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (const auto& [from, to] : files) posix_spawn_file_actions_adddup2(&actions, from, to);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  sigaddset(&signals, SIGXFSZ);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  pid_t process = -1;
  const int error =
      ::posix_spawn(&process, words[0].c_str(), &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    return fail(ErrorCode::NotFound, "start \"{}\": {}", words[0], std::strerror(error));
  return process;
}

// Waits for the process, then kills its group.
void end_process(pid_t process, const Clock& clock, std::chrono::steady_clock::duration patience) {
  const auto deadline = clock.monotonic() + patience;
  while (::waitpid(process, nullptr, WNOHANG) == 0) {
    if (clock.monotonic() > deadline) {
      ::kill(-process, SIGKILL);
      ::waitpid(process, nullptr, 0);
      return;
    }
    ::poll(nullptr, 0, 20);
  }
  ::kill(-process, SIGKILL);  // what it may have left behind
}

std::string read_all(int fd, const Clock& clock) {
  std::string text;
  std::array<char, 4096> some{};
  const auto deadline = clock.monotonic() + kVersionMax;
  while (text.size() < 64 * 1024 && clock.monotonic() < deadline) {
    pollfd polled{.fd = fd, .events = POLLIN, .revents = 0};
    if (::poll(&polled, 1, 200) <= 0) continue;
    const ssize_t count = ::read(fd, some.data(), some.size());
    if (count <= 0) break;
    text.append(some.data(), static_cast<size_t>(count));
  }
  return text;
}

Result<fs::path> make_profile(ThirdPartyCookies mode) {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  std::string name = (parent / "glassjar-audit-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr)
    return fail(ErrorCode::Unavailable, "make a browser profile in \"{}\": {}", parent.string(),
                std::strerror(errno));
  const fs::path profile(name);
  fs::create_directory(profile / "Default", error);
  const bool block = mode == ThirdPartyCookies::Blocked;
  TRY(replace_file(profile / "Default" / "Preferences",
                   fmt::format(R"({{"profile":{{"cookie_controls_mode":{},)"
                               R"("block_third_party_cookies":{}}}}})",
                               block ? 1 : 0, block)));
  return profile;
}

// The browser's last words, for an error.
std::string last_words(const fs::path& log) {
  const auto text = read_file(log, 1 << 20);
  if (!text || text->empty()) return "it said nothing";
  const std::string_view all = std::string_view(*text).substr(0, text->find_last_not_of('\n') + 1);
  return std::string(all.substr(all.rfind('\n') + 1).substr(0, 300));
}

// Headless Chromium calls itself so, and sites answer tools differently than people.
std::string user_agent(int major) {
  return fmt::format(
      "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/{}.0.0.0 Safari/537.36",
      major);
}

}  // namespace

Result<ChromiumProgram> find_chromium(const fs::path& wanted) {
  ChromiumProgram program{.path = wanted};
  if (wanted.empty())
    for (const char* usual : kUsualPrograms)
      if (program.path.empty() && ::access(usual, X_OK) == 0) program.path = usual;
  if (program.path.empty())
    return fail(
        ErrorCode::NotFound,
        "no Chromium found: install it (`apt install chromium`) or name it with --chromium");
  const SystemClock clock;
  Pipe out = TRY(make_pipe());
  const FileDescriptor nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  const pid_t process =
      TRY(spawn({program.path.string(), "--version"}, {{out.write.get(), 1}, {nowhere.get(), 2}}));
  out.write = FileDescriptor();
  const std::string text = read_all(out.read.get(), clock);
  end_process(process, clock, kEndMax);
  const size_t digits = text.find_first_of("0123456789");
  if (digits == std::string::npos)
    return fail(ErrorCode::NotFound, "\"{} --version\": it names no version",
                program.path.string());
  program.version = text.substr(0, text.find_first_of(" \n", digits));
  std::from_chars(text.data() + digits, text.data() + text.size(), program.major);
  return program;
}

Result<Chromium> Chromium::start(const ChromiumProgram& program,
                                 const std::vector<std::string>& flags, ThirdPartyCookies mode,
                                 const Clock& clock) {
  Chromium browser;
  browser.profile_ = TRY(make_profile(mode));
  Pipe to = TRY(make_pipe());
  Pipe from = TRY(make_pipe());
  const fs::path log = browser.profile_ / "messages.log";
  const FileDescriptor messages(
      ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  std::vector<std::string> words{program.path.string(),
                                 "--user-data-dir=" + browser.profile_.string(),
                                 user_agent(program.major)};
  // Chromium's sandbox refuses to work for root.
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  words.insert(words.end(), flags.begin(), flags.end());
  words.insert(words.end(), std::begin(kFlags), std::end(kFlags));
  browser.process_ = TRY(spawn(words, {{messages.get(), 1},
                                       {messages.get(), 2},
                                       {to.read.get(), kBrowserReads},
                                       {from.write.get(), kBrowserWrites}}));
  to.read = FileDescriptor();
  from.write = FileDescriptor();
  browser.channel_ = std::make_unique<CdpChannel>(std::move(to.write), std::move(from.read), clock);
  const auto version = browser.channel_->call("Browser.getVersion");
  if (!version)
    return fail(ErrorCode::Unavailable, "start \"{}\": {}; its last words: {}",
                program.path.string(), version.error().message, last_words(log));
  return browser;
}

Chromium::Chromium(Chromium&& other) noexcept
    : profile_(std::exchange(other.profile_, {})),
      process_(std::exchange(other.process_, -1)),
      channel_(std::move(other.channel_)) {}

Chromium::~Chromium() {
  const SystemClock clock;
  if (process_ > 0) {
    if (channel_) static_cast<void>(channel_->send("Browser.close").has_value());
    end_process(process_, clock, channel_ ? kEndMax : seconds(0));
  }
  std::error_code error;
  if (!profile_.empty()) fs::remove_all(profile_, error);
}

}  // namespace glassjar::audit::browser

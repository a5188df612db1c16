// Starting and ending the browser.
#include "audit/browser/chromium.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

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

constexpr const char* kProfileName = "glassjar-audit";
constexpr seconds kEndMax{5};
constexpr int kRemoveTries = 20;
constexpr seconds kVersionMax{20};
constexpr int kBrowserReads = 3;  // --remote-debugging-pipe's numbers
constexpr int kBrowserWrites = 4;

// Where the system keeps temporary files ($TMPDIR, else /tmp).
Result<fs::path> profiles_folder() {
  std::error_code error;
  fs::path folder = fs::temp_directory_path(error);
  if (error)
    return fail(ErrorCode::Unavailable, "find the folder of temporary files: {}", error.message());
  return folder;
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

Result<TemporaryFolder> make_profile(ThirdPartyCookies mode) {
  TemporaryFolder profile = TRY(TemporaryFolder::make(TRY(profiles_folder()), kProfileName));
  std::error_code error;
  fs::create_directory(profile.path() / "Default", error);
  const bool block = mode == ThirdPartyCookies::Blocked;
  TRY(replace_file(profile.path() / "Default" / "Preferences",
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
  ChildProcess process = TRY(ChildProcess::start({program.path.string(), "--version"},
                                                 {{out.write.get(), 1}, {nowhere.get(), 2}}));
  out.write = FileDescriptor();
  const std::string text = read_all(out.read.get(), clock);
  process.end(clock, kEndMax);
  const size_t digits = text.find_first_of("0123456789");
  if (digits == std::string::npos)
    return fail(ErrorCode::NotFound, "\"{} --version\": it names no version",
                program.path.string());
  program.version = text.substr(0, text.find_first_of(" \n", digits));
  std::from_chars(text.data() + digits, text.data() + text.size(), program.major);
  return program;
}

void remove_left_profiles() {
  if (const auto folder = profiles_folder()) remove_left_folders(*folder, kProfileName);
}

Result<Chromium> Chromium::start(const ChromiumProgram& program, const ChromiumOptions& options,
                                 ThirdPartyCookies mode, const Clock& clock) {
  TemporaryFolder profile = TRY(make_profile(mode));
  Pipe to = TRY(make_pipe());
  Pipe from = TRY(make_pipe());
  const fs::path log = profile.path() / "messages.log";
  const FileDescriptor messages(
      ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  std::vector<std::string> words{program.path.string(),
                                 "--user-data-dir=" + profile.path().string(),
                                 user_agent(program.major)};
  // Chromium's sandbox refuses to work for root.
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  words.insert(words.end(), options.flags.begin(), options.flags.end());
  words.insert(words.end(), std::begin(kFlags), std::end(kFlags));
  ChildProcess process = TRY(ChildProcess::start(words, {{messages.get(), 1},
                                                         {messages.get(), 2},
                                                         {to.read.get(), kBrowserReads},
                                                         {from.write.get(), kBrowserWrites}}));
  Chromium browser(std::move(profile), std::move(process),
                   std::make_unique<CdpChannel>(std::move(to.write), std::move(from.read), clock,
                                                options.interruption));
  to.read = FileDescriptor();
  from.write = FileDescriptor();
  const auto version = browser.channel_->call("Browser.getVersion");
  if (!version)
    return fail(ErrorCode::Unavailable, "start \"{}\": {}; its last words: {}",
                program.path.string(), version.error().message, last_words(log));
  return browser;
}

Chromium::~Chromium() {
  if (!channel_) return;
  const SystemClock clock;
  static_cast<void>(channel_->send("Browser.close").has_value());
  process_.end(clock, kEndMax);
  // What it has started may write for a moment longer.
  for (int tries = 0; !profile_.remove() && tries < kRemoveTries; ++tries) ::poll(nullptr, 0, 50);
}

}  // namespace glassjar::audit::browser

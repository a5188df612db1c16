// Whether a browser is running: by the locks that it leaves in its folders.
//
// Chromium: `SingletonLock`, a link to "HOST-PID"; each open LevelDB holds a record lock on `LOCK`.
// Firefox: `lock`, a link to "ADDRESS:+PID", and a record lock on `.parentlock`. In a sandbox the
// process has another number outside, so that only the record lock tells.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "base/file.h"
#include "browsers/erase.h"

namespace glassjar::browsers {
namespace {

namespace fs = std::filesystem;

// How exactly the start of a process and the time of a link can be compared.
constexpr int64_t kStartSlackSeconds = 60;

std::optional<int64_t> number_of(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

// The n-th word, from 0.
std::string_view word(std::string_view text, int n) {
  for (; n > 0; --n) {
    const size_t space = text.find(' ');
    if (space == std::string_view::npos) return {};
    text.remove_prefix(space + 1);
  }
  return text.substr(0, text.find_first_of(" \n"));
}

// Seconds since 1970 at which a process began (proc(5): field 22 of stat, btime).
std::optional<int64_t> started_at(int64_t pid) {
  const auto stat = read_file("/proc/" + std::to_string(pid) + "/stat");
  const auto system = read_file("/proc/stat");
  if (!stat || !system) return std::nullopt;
  // The name, in parentheses, may hold anything.
  const size_t name_end = stat->rfind(") ");
  const size_t boot_line = system->find("\nbtime ");
  if (name_end == std::string::npos || boot_line == std::string::npos) return std::nullopt;
  const auto ticks = number_of(word(std::string_view(*stat).substr(name_end + 2), 19));
  const auto boot = number_of(word(std::string_view(*system).substr(boot_line + 1), 1));
  if (!ticks || !boot) return std::nullopt;
  return *boot + *ticks / ::sysconf(_SC_CLK_TCK);
}

// Whether the process that made the link is alive. One that began later than the link only has the
// number that was free again, as after a crash of the machine.
bool is_alive(std::string_view pid_text, const fs::path& link) {
  const auto pid = number_of(pid_text);
  if (!pid || *pid <= 0 || *pid > INT32_MAX) return false;
  if (::kill(static_cast<pid_t>(*pid), 0) != 0 && errno != EPERM) return false;
  struct stat status{};
  const auto started = started_at(*pid);
  if (!started || ::lstat(link.c_str(), &status) != 0) return true;
  return *started <= status.st_mtim.tv_sec + kStartSlackSeconds;
}

// Whether another process holds a record lock (fcntl) on any part of the file.
bool is_locked(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return false;
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return ::fcntl(file.get(), F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

bool chromium_is_running(const Profile& profile) {
  const fs::path link = profile.user_data_folder / "SingletonLock";
  std::error_code error;
  const std::string target = fs::read_symlink(link, error).string();
  const size_t dash = target.rfind('-');
  if (!error && dash != std::string::npos && target.substr(0, dash) == host_name() &&
      is_alive(std::string_view(target).substr(dash + 1), link))
    return true;
  for (const char* name :
       {"Local Storage/leveldb/LOCK", "Session Storage/LOCK", "Site Characteristics Database/LOCK"})
    if (is_locked(profile.folder / name)) return true;
  return false;
}

bool firefox_is_running(const Profile& profile) {
  if (is_locked(profile.folder / ".parentlock")) return true;
  const fs::path link = profile.folder / "lock";
  std::error_code error;
  const std::string target = fs::read_symlink(link, error).string();
  const size_t colon = target.rfind(':');
  if (error || colon == std::string::npos) return false;
  std::string_view pid = std::string_view(target).substr(colon + 1);
  if (pid.starts_with('+')) pid.remove_prefix(1);
  return is_alive(pid, link);
}

}  // namespace

bool is_running(const Profile& profile) {
  return profile.family == Family::Chromium ? chromium_is_running(profile)
                                            : firefox_is_running(profile);
}

}  // namespace glassjar::browsers

// A Chromium of our own, without a window: started with a new profile, which is removed at the end.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "audit/browser/cdp_channel.h"
#include "audit/observation.h"
#include "base/clock.h"
#include "base/result.h"

namespace glassjar::audit::browser {

struct ChromiumOptions {
  std::filesystem::path program;   // empty: the first of the usual names that is there
  std::vector<std::string> flags;  // more of them, as "--host-resolver-rules=…"
};

// What the program says of itself, "Chromium 156.0.8078.79 …". NotFound if it is not there or does
// not run.
struct ChromiumProgram {
  std::filesystem::path path;
  std::string version;  // "Chromium 156.0.8078.79"
  int major = 0;
};
Result<ChromiumProgram> find_chromium(const std::filesystem::path& wanted);

class Chromium {
 public:
  // `clock` outlives it. `mode` is written into the profile before the start: builds differ in what
  // they do by default (reference A.0).
  static Result<Chromium> start(const ChromiumProgram& program,
                                const std::vector<std::string>& flags, ThirdPartyCookies mode,
                                const Clock& clock);
  Chromium(Chromium&&) noexcept;
  Chromium& operator=(Chromium&&) = delete;
  // Ends the browser, at the latest by force, and removes the profile.
  ~Chromium();

  CdpChannel& channel() { return *channel_; }
  const std::filesystem::path& profile() const { return profile_; }

 private:
  Chromium() = default;

  std::filesystem::path profile_;
  pid_t process_ = -1;
  std::unique_ptr<CdpChannel> channel_;
};

}  // namespace glassjar::audit::browser

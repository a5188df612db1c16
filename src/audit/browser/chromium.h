// A Chromium of our own, without a window: started with a new profile, which is removed at the end.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "audit/browser/cdp_channel.h"
#include "audit/browser/child_process.h"
#include "audit/browser/interruption.h"
#include "audit/observation.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/temporary_folder.h"

namespace glassjar::audit::browser {

struct ChromiumOptions {
  std::vector<std::string> flags;  // added to ours, as "--host-resolver-rules=…"
  // Ends what is waited for; outlives the browser. Null: nothing does.
  const Interruption* interruption = nullptr;
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
  static Result<Chromium> start(const ChromiumProgram& program, const ChromiumOptions& options,
                                ThirdPartyCookies mode, const Clock& clock);
  Chromium(Chromium&&) noexcept = default;
  Chromium& operator=(Chromium&&) = delete;
  // Ends the browser, at the latest by force, and removes the profile.
  ~Chromium();

  CdpChannel& channel() { return *channel_; }
  const std::filesystem::path& profile() const { return profile_.path(); }

 private:
  Chromium(TemporaryFolder profile, ChildProcess process, std::unique_ptr<CdpChannel> channel)
      : profile_(std::move(profile)), process_(std::move(process)), channel_(std::move(channel)) {}

  TemporaryFolder profile_;
  ChildProcess process_;
  std::unique_ptr<CdpChannel> channel_;  // null in what was moved from
};

// Removes the profiles of audits that were killed.
void remove_left_profiles();

}  // namespace glassjar::audit::browser

// One thread that looks, now and then, whether a browser has ended.
#include "cookies_command/end_of_session.h"

#include <algorithm>
#include <iterator>

#include "base/time.h"
#include "browsers/erase.h"

namespace glassjar::cookies_command {
namespace {

constexpr milliseconds kLook{500};
// A browser's helpers end a little after it: so many looks in a row must find it ended.
constexpr int kLooksEnded = 4;

}  // namespace

EndOfSession::EndOfSession(Empty empty) : empty_(std::move(empty)), thread_([this] { work(); }) {}

EndOfSession::~EndOfSession() {
  ends_ = true;
  thread_.join();
}

void EndOfSession::wait_for(std::vector<browsers::Profile> profiles) {
  auto waiting = waiting_.lock();
  for (browsers::Profile& profile : profiles) {
    const auto same = [&](const browsers::Profile& other) {
      return other.folder == profile.folder;
    };
    if (std::none_of(waiting->begin(), waiting->end(), same))
      waiting->push_back(std::move(profile));
  }
}

void EndOfSession::work() {
  int ended_looks = 0;
  while (!ends_) {
    std::this_thread::sleep_for(kLook);
    std::vector<browsers::Profile> ended;
    {
      auto waiting = waiting_.lock();
      const auto first_ended =
          std::stable_partition(waiting->begin(), waiting->end(), browsers::is_running);
      ended_looks = first_ended == waiting->end() ? 0 : ended_looks + 1;
      if (ended_looks < kLooksEnded) continue;
      std::move(first_ended, waiting->end(), std::back_inserter(ended));
      waiting->erase(first_ended, waiting->end());
    }
    ended_looks = 0;
    empty_(std::move(ended));
  }
}

}  // namespace glassjar::cookies_command

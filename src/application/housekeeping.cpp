// The chores and the thread that does them.
#include "application/housekeeping.h"

#include "base/log.h"
#include "base/thread_name.h"

namespace glassjar {
namespace {

constexpr seconds kLookEvery{1};

Result<void> build_finished_days(Rooms& rooms, const Clock& clock) {
  for (const auto& site : rooms.directory.all())
    TRY(rooms.events.maintain(site->record.id, site->zone.day_of(clock.now())));
  return {};
}

}  // namespace

std::vector<Housekeeping::Chore> chores_of(Rooms& rooms, const Clock& clock) {
  return {
      {"overwrite salts of ended days", seconds(1),
       [&rooms]() -> Result<void> {
         return rooms.ground.salts->tick(rooms.directory), Result<void>();
       }},
      {"write daily counts", seconds(10), [&rooms] { return rooms.counter.flush(rooms.records); }},
      {"go on with erasures", seconds(10), [&rooms] { return rooms.erasures.retry(); }},
      {"let jars expire", seconds(60),
       [&rooms]() -> Result<void> {
         TRY(rooms.expiry.run());
         return {};
       }},
      {"build finished days", seconds(60),
       [&rooms, &clock] { return build_finished_days(rooms, clock); }},
      {"forget old sign-ins", seconds(3600), [&rooms] { return rooms.staff.forget_expired(); }},
  };
}

Housekeeping::Housekeeping(std::vector<Chore> chores, const Clock& clock)
    : chores_(std::move(chores)), clock_(clock), stopping_(false), thread_([this] { run(); }) {}

Housekeeping::~Housekeeping() {
  *stopping_.lock() = true;
  changed_.notify_all();
  thread_.join();
}

void Housekeeping::run() {
  name_this_thread("housekeeping");
  std::vector<std::chrono::steady_clock::time_point> due(chores_.size(), clock_.monotonic());
  for (;;) {
    for (size_t i = 0; i < chores_.size(); ++i) {
      if (clock_.monotonic() < due[i]) continue;
      due[i] = clock_.monotonic() + chores_[i].every;
      if (const Result<void> done = chores_[i].run(); !done)
        LOG(warn, "{}: {}", chores_[i].name, done.error().message);
    }
    auto stopping = stopping_.lock();
    if (changed_.wait_for(stopping.underlying(), kLookEvery, [&] { return *stopping; })) return;
  }
}

}  // namespace glassjar

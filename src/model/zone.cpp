// Zones by Howard Hinnant's date library, which reads the system's tz database.
#include "model/zone.h"

#include <date/tz.h>

namespace glassjar::model {
namespace {

date::sys_time<microseconds> to_date(TimePoint time) {
  return date::sys_time<microseconds>(time.time_since_epoch());
}

}  // namespace

Result<Zone> Zone::find(std::string_view name) {
  try {
    const date::time_zone* zone = date::locate_zone(std::string(name));
    return Zone(zone, std::string(name));
  } catch (const std::exception&) {
    return fail(ErrorCode::InvalidArgument,
                "find the time zone \"{}\": unknown; want an IANA name, as in Europe/Berlin", name);
  }
}

const Zone& Zone::utc() {
  static const Zone zone = find("Etc/UTC").value();
  return zone;
}

minutes Zone::offset_at(TimePoint time) const {
  return std::chrono::floor<minutes>(zone_->get_info(to_date(time)).offset);
}

LocalDay Zone::day_of(TimePoint time) const {
  return LocalDay(std::chrono::floor<days>(time.time_since_epoch() + offset_at(time)));
}

TimePoint Zone::start_of(LocalDay day) const { return instant_of(LocalTime(day)); }

TimePoint Zone::instant_of(LocalTime time) const {
  const date::local_time<microseconds> local(time.time_since_epoch());
  return TimePoint(zone_->to_sys(local, date::choose::earliest).time_since_epoch());
}

}  // namespace glassjar::model

// Zone: an IANA time zone of a site, from the system's tz database.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/time.h"

namespace date {
class time_zone;
}

namespace glassjar::model {

class Zone {
 public:
  // "Europe/Berlin", "Etc/UTC"; InvalidArgument for an unknown name.
  static Result<Zone> find(std::string_view name);
  static const Zone& utc();

  const std::string& name() const { return name_; }
  // What to add to UTC at that instant.
  minutes offset_at(TimePoint time) const;
  LocalDay day_of(TimePoint time) const;
  // The day's first instant; where midnight is skipped, the first that exists.
  TimePoint start_of(LocalDay day) const;
  // The first instant of the wall-clock time; where it is skipped, the end of the gap.
  TimePoint instant_of(LocalTime time) const;

 private:
  Zone(const date::time_zone* zone, std::string name) : zone_(zone), name_(std::move(name)) {}

  const date::time_zone* zone_;  // lives as long as the process
  std::string name_;
};

}  // namespace glassjar::model

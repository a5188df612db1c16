// The log of what was deleted for whom: one JSON object a line in the state folder, read by
// `glassjar cookies log`. Counts and names of sites, never a value.
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "browsers/profile.h"
#include "dump/plan.h"

namespace glassjar::dump {

struct LogEntry {
  enum class What : uint8_t {
    Emptied,    // the whole plan was carried out
    TakenBack,  // an error cut it off; the profiles were put back as they were
    Undone,     // the person took it back
  };
  What what = What::Emptied;
  TimePoint time;   // when it ended
  TimePoint began;  // which emptying: its beginning
  std::string by;   // "dump", "watch", "page"
  std::vector<browsers::Profile> profiles;
  Plan plan;                           // of the scan before
  uint64_t items_erased = 0;           // by the erasers' own count
  uint64_t items_remaining = 0;        // found by the scan afterwards that should have gone
  std::vector<std::string> left_over;  // what the browsers keep that cannot be taken out in part
  bool undo_kept = false;
  bool resumed = false;  // it was cut off and finished later
  std::string why;       // of TakenBack
};

boost::json::object to_json(const LogEntry& entry);
// Empty for what has no times.
std::optional<LogEntry> log_entry_from_json(const boost::json::value& value);

inline constexpr size_t kLogEntriesMax = 1000;

// Appends and fsyncs; the oldest beyond kLogEntriesMax go.
Result<void> append_to_log(const std::filesystem::path& file, const LogEntry& entry);
// Oldest first; lines that cannot be read are skipped. An absent file is an empty log.
Result<std::vector<LogEntry>> read_log(const std::filesystem::path& file);

}  // namespace glassjar::dump

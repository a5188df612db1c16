// What the command line remembers between runs: keyed hashes in the state folder, never a value.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "cookies_command/command.h"
#include "cookies_command/jar.h"
#include "dump/state_folder.h"

namespace glassjar::cookies_command {

// The jar of the given profiles, with what earlier runs tell of it.
Result<Jar> open_jar(const Run& run, std::vector<browsers::Profile> profiles);

// What was found since the last time that news were asked for.
struct News {
  std::optional<TimePoint> since;  // absent at the first time
  uint64_t items = 0;
  std::set<std::string> companies;
};

// Compares the jar with the stored snapshot, then stores the jar's as the new one.
Result<News> take_news(const Run& run, const Jar& jar);

// What the state folder asks to be told beside any answer: an unfinished emptying, undo archives.
// Removes archives older than a day.
Result<std::vector<std::string>> housekeeping(const Run& run);

}  // namespace glassjar::cookies_command

// What the local page asks and is told, as JSON.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cookies_command/command.h"
#include "dump/deletion_log.h"

namespace glassjar::cookies_command {

// Each reads the profiles anew. One at a time: the caller has one worker.
//
// The jar: companies (as in the overview's JSON), who shares with whom, what is new.
Result<boost::json::value> page_jar(const Run& run);
// A company's items, each with its story; NotFound for an unknown name.
Result<boost::json::value> page_items(const Run& run, std::string_view name);
// What emptying would remove, which browsers run, which sites are kept, whether undo is there.
Result<boost::json::value> page_plan(const Run& run);
// Empties the profiles whose browser is closed: {"entry": the log's entry or null, "waiting":
// [names]}. The browser that shows the page runs, so its own profiles wait: they are given to
// `wait_for`.
using WaitFor = std::function<void(std::vector<browsers::Profile>)>;
Result<boost::json::value> page_dump(const Run& run, const WaitFor& wait_for);
// Empties these; the log's entry.
Result<dump::LogEntry> empty_profiles(const Run& run, std::vector<browsers::Profile> profiles);
Result<boost::json::value> page_undo(const Run& run);
// Body: {"site": "example.org", "keep": true}.
Result<boost::json::value> page_keep(const Run& run, std::string_view body);

}  // namespace glassjar::cookies_command

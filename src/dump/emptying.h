// Emptying the jar from the preview to the log, so that a crash or an error at any point leaves
// either all as it was or all done.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "browsers/erase.h"
#include "browsers/scan.h"
#include "cookies/respawn.h"
#include "dump/deletion_log.h"
#include "dump/keep_rule.h"
#include "dump/plan.h"
#include "dump/state_folder.h"

namespace glassjar::dump {

// What the emptying stands on; tests put in browsers of their own. All outlive it.
struct Means {
  const StateFolder& state;
  const Clock& clock;
  Random& random;
  std::function<browsers::Scan(std::vector<browsers::Profile>)> scan =
      [](std::vector<browsers::Profile> profiles) { return browsers::scan(std::move(profiles)); };
  std::function<Result<browsers::Erased>(const browsers::Profile&, const browsers::Keeps&,
                                         browsers::ChangeWatcher&)>
      erase = browsers::erase;
  std::function<bool(const browsers::Profile&)> is_running = browsers::is_running;
};

enum class Undo { Keep, None };

struct Order {
  std::vector<browsers::Profile> profiles;
  KeepList keep;
  Hsts hsts = Hsts::OnlySupercookies;
  Undo undo = Undo::Keep;
  std::string by = "dump";  // for the log
};

// An order and what it comes to.
struct Prepared {
  Order order;
  KeepRule rule;
  Plan plan;
  std::vector<browsers::Problem> problems;    // of the scan: what is there but unread
  std::vector<cookies::DeletedValue> values;  // keyed hashes of what goes
};

// Reads the profiles and changes nothing, running browsers' included.
Result<Prepared> prepare(const Means& means, Order order);

// Carries out what was prepared. Conflict, before any change, while one of the browsers runs or an
// earlier job is unfinished. On an error in the middle the profiles are put back as they were, if
// there is an undo archive; else the job stays for finish_unfinished.
Result<LogEntry> empty(const Means& means, const Prepared& prepared);

// Goes on with what a crash cut off, an emptying or an undo. Absent if there is nothing.
Result<std::optional<LogEntry>> finish_unfinished(const Means& means);

// Puts back what the newest undo archive holds, files as they were: what sites left since is gone.
// NotFound without an archive, Conflict while one of its browsers runs. Takes an unfinished
// emptying back, too.
Result<LogEntry> undo(const Means& means);

// Conflict naming the first of the profiles' browsers that runs.
Result<void> refuse_running(const Means& means, std::span<const browsers::Profile> profiles);

}  // namespace glassjar::dump

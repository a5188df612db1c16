// The job file: what is being done to the profiles right now. It is there from before the first
// change until after the last, so a crash leaves it, and the next start finishes the work.
#pragma once

#include <filesystem>
#include <optional>

#include "base/result.h"
#include "dump/deletion_log.h"
#include "dump/keep_rule.h"

namespace glassjar::dump {

struct Job {
  enum class Kind : uint8_t { Empty, Undo };
  Kind kind = Kind::Empty;
  std::filesystem::path archive;  // empty with --no-undo
  KeepRule rule{{}, Hsts::OnlySupercookies, {}};
  // What the log will say: time and profiles as they were at the beginning.
  LogEntry entry;
};

// fsynced before it returns.
Result<void> write_job(const std::filesystem::path& file, const Job& job);
// Absent if nothing is under way. DataLoss if the file cannot be read as a job.
Result<std::optional<Job>> read_job(const std::filesystem::path& file);
Result<void> remove_job(const std::filesystem::path& file);

}  // namespace glassjar::dump

// Where the jar keeps its own notes between runs: all of one person, mode 0600 in folders of 0700,
// and without a plain value of any item but in the undo archives.
#pragma once

#include <filesystem>

#include "base/file.h"
#include "base/random.h"
#include "base/result.h"
#include "cookies/respawn.h"

namespace glassjar::dump {

// $XDG_STATE_HOME/glassjar, else ~/.local/state/glassjar (XDG Base Directory Specification 0.8).
std::filesystem::path state_path_from_environment();

class StateFolder {
 public:
  // Makes the folder if it is not there; Forbidden if it is another user's.
  static Result<StateFolder> open(const std::filesystem::path& path);

  // The key of the keyed hashes in here: random, made at the first use, never leaves the machine.
  Result<cookies::LocalKey> local_key(Random& random) const;
  // Held by whoever changes a profile or these notes; Conflict while another process has it.
  Result<FileDescriptor> lock() const;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path undo_folder() const { return path_ / "undo"; }
  std::filesystem::path job_file() const { return path_ / "job.json"; }
  std::filesystem::path log_file() const { return path_ / "log.jsonl"; }
  std::filesystem::path deleted_file() const { return path_ / "deleted"; }
  std::filesystem::path snapshot_file() const { return path_ / "seen"; }

 private:
  explicit StateFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

// Makes `path` and its missing parents, mode 0700 for what it makes.
Result<void> make_private_folder(const std::filesystem::path& path);

}  // namespace glassjar::dump

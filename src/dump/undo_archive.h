// The undo archive: what a dump changes, as it was, for 24 hours and for its owner alone.
//
// A folder of mode 0700: `manifest.jsonl` and one file of mode 0600 a copy. Whatever is about to
// change is copied and fsynced, then named in the manifest, which is fsynced too; only then it may
// change. So at every instant, a power cut included, the manifest's whole groups give everything
// back.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "base/time.h"
#include "browsers/erase.h"
#include "dump/undo_manifest.h"

namespace glassjar::dump {

inline constexpr hours kUndoKept{24};
inline constexpr size_t kOneByOneMax = 16;

class UndoArchive final : public browsers::ChangeWatcher {
 public:
  // A new archive below `undo_folder`, named after the time.
  static Result<UndoArchive> make(const std::filesystem::path& undo_folder,
                                  const UndoHeader& header);
  // To go on with after a crash.
  static Result<UndoArchive> open(const std::filesystem::path& folder);

  // Copies a file, or a folder with all in it, unless it has been. What is not there is noted, so
  // that undo removes it. With a database come its journals, which belong to the same state; after
  // kOneByOneMax files of one folder (a cache) come all its files at once, which is one sync
  // instead of thousands.
  Result<void> before_change(const std::filesystem::path& path) override;

  // Puts everything back as it was, last change first. Run again after a crash it finishes the
  // work. The archive stays.
  Result<void> restore() const;

  const std::filesystem::path& folder() const { return folder_; }
  const UndoHeader& header() const { return header_; }

 private:
  UndoArchive() = default;

  bool covers(const std::filesystem::path& path) const;
  Result<void> take(const std::filesystem::path& path);
  Result<void> take_tree(const std::filesystem::path& path, Sync sync, UndoGroup& group);
  Result<void> take_siblings(const std::filesystem::path& folder);
  Result<void> append(std::string_view lines);

  std::filesystem::path folder_;
  UndoHeader header_;
  FileDescriptor manifest_;
  std::set<std::filesystem::path> taken_;             // roots of whole groups
  uint64_t copies_ = 0;                               // names given to copies so far
  std::map<std::filesystem::path, size_t> taken_in_;  // files taken one by one, by folder
};

// What the undo folder holds, for people.
struct UndoSummary {
  std::filesystem::path folder;
  UndoHeader header;
  uint64_t bytes = 0;
};

// Oldest first. Folders without a readable header are left out.
std::vector<UndoSummary> list_archives(const std::filesystem::path& undo_folder);

// Removes archives older than kUndoKept, and what cannot be read of that age. Returns how many.
Result<size_t> remove_old_archives(const std::filesystem::path& undo_folder, TimePoint now);

// Unavailable, in the words of both halves of the archive: `what "path": why`.
unexpected<Error> fail_io(std::string_view what, const std::filesystem::path& path,
                          const std::string& why);

}  // namespace glassjar::dump

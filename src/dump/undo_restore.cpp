// Emptying an undo archive back into the profile, and the archives' end.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "dump/undo_archive.h"

namespace glassjar::dump {
namespace {

namespace fs = std::filesystem;
using Kind = UndoEntry::Kind;

constexpr std::string_view kStagedPrefix = ".glassjar-back-";

Result<void> remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return fail_io("remove", path, error.message());
  return {};
}

// Makes one entry at `at`; folders get their mode when all that is in them is there.
Result<void> make_entry(const UndoEntry& entry, const fs::path& archive, const fs::path& at) {
  std::error_code error;
  switch (entry.kind) {
    case Kind::Absent:
      return {};
    case Kind::File:
      return copy_back(archive / entry.copy, at, entry.marks);
    case Kind::Folder:
      fs::create_directory(at, error);
      break;
    case Kind::Link:
      fs::create_symlink(entry.target, at, error);
      break;
  }
  if (error) return fail_io("put back", at, error.message());
  return {};
}

Result<void> close_folder(const UndoEntry& entry, const fs::path& at) {
  TRY(sync_directory(at));
  if (::chmod(at.c_str(), entry.marks.mode & 07777U) != 0)
    return fail_io("set the mode of", at, std::strerror(errno));
  return {};
}

// Builds the group beside its place, then takes the place in one step: a file or link by rename; a
// folder after what is there now is gone, which a second run repairs.
Result<void> restore_group(const UndoGroup& group, const fs::path& archive) {
  const fs::path parent = group.path.parent_path();
  fs::path staged = parent / kStagedPrefix;
  staged += group.path.filename();
  std::error_code error;
  fs::create_directories(parent, error);
  if (error) return fail_io("make", parent, error.message());
  TRY(remove_tree(staged));
  const auto place = [&](const UndoEntry& entry) {
    const fs::path below = entry.path.lexically_relative(group.path);
    return below == "." ? staged : staged / below;
  };
  for (const UndoEntry& entry : group.entries) TRY(make_entry(entry, archive, place(entry)));
  for (auto entry = group.entries.rbegin(); entry != group.entries.rend(); ++entry)
    if (entry->kind == Kind::Folder) TRY(close_folder(*entry, place(*entry)));

  const Kind kind = group.entries.front().kind;
  if (kind == Kind::Absent || kind == Kind::Folder ||
      fs::is_directory(fs::symlink_status(group.path, error)))
    TRY(remove_tree(group.path));
  if (kind != Kind::Absent) fs::rename(staged, group.path, error);
  if (error && kind != Kind::Absent) return fail_io("put back", group.path, error.message());
  return sync_directory(parent);
}

// An entry outside of its group's path would be put somewhere that was never archived.
bool is_below(const fs::path& path, const fs::path& root) {
  const auto [end, unused] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return end == root.end();
}

Result<UndoManifest> read_manifest(const fs::path& folder) {
  const std::string text = TRY(read_file(folder / "manifest.jsonl", kManifestBytesMax));
  return parse_manifest(text);
}

}  // namespace

Result<void> UndoArchive::restore() const {
  const UndoManifest manifest = TRY(read_manifest(folder_));
  for (auto group = manifest.groups.rbegin(); group != manifest.groups.rend(); ++group) {
    const bool sound =
        std::all_of(group->entries.begin(), group->entries.end(), [&](const UndoEntry& entry) {
          return is_below(entry.path, group->path) && entry.path == entry.path.lexically_normal();
        });
    if (!sound)
      return fail(ErrorCode::DataLoss, "put back \"{}\": its list names files elsewhere",
                  group->path.string());
    TRY(restore_group(*group, folder_));
  }
  return {};
}

std::vector<UndoSummary> list_archives(const fs::path& undo_folder) {
  std::vector<UndoSummary> archives;
  std::error_code error;
  for (fs::directory_iterator it(undo_folder, error), end; !error && it != end;
       it.increment(error)) {
    Result<UndoManifest> manifest = read_manifest(it->path());
    if (!manifest) continue;
    UndoSummary summary{it->path(), std::move(manifest->header), 0};
    for (const UndoGroup& group : manifest->groups)
      for (const UndoEntry& entry : group.entries) summary.bytes += entry.bytes;
    archives.push_back(std::move(summary));
  }
  std::sort(archives.begin(), archives.end(), [](const UndoSummary& a, const UndoSummary& b) {
    return a.header.made != b.header.made ? a.header.made < b.header.made : a.folder < b.folder;
  });
  return archives;
}

Result<size_t> remove_old_archives(const fs::path& undo_folder, TimePoint now) {
  size_t removed = 0;
  std::error_code error;
  std::vector<fs::path> folders;
  for (fs::directory_iterator it(undo_folder, error), end; !error && it != end; it.increment(error))
    folders.push_back(it->path());
  for (const fs::path& folder : folders) {
    struct stat status{};
    if (::stat(folder.c_str(), &status) != 0) continue;
    const Result<UndoManifest> manifest = read_manifest(folder);
    const TimePoint made =
        manifest ? manifest->header.made : TimePoint(seconds(status.st_mtim.tv_sec));
    // A time to come is a clock that was set back; how old it is cannot be told, so it goes too.
    if (now - made < kUndoKept && made - now < kUndoKept) continue;
    TRY(remove_tree(folder));
    ++removed;
  }
  return removed;
}

}  // namespace glassjar::dump

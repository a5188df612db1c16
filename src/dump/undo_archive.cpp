// Filling an undo archive.
#include "dump/undo_archive.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "dump/state_folder.h"

namespace glassjar::dump {
namespace {

namespace fs = std::filesystem;
using Kind = UndoEntry::Kind;

// https://www.sqlite.org/fileformat2.html section 1.3; journals by section 2.5 of tempfiles.html.
constexpr std::string_view kDatabaseMagic{"SQLite format 3\0", 16};
constexpr std::array<std::string_view, 3> kDatabaseJournals = {"-journal", "-wal", "-shm"};

fs::path manifest_in(const fs::path& folder) { return folder / "manifest.jsonl"; }

bool is_database(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  char head[kDatabaseMagic.size()];
  return file.get() >= 0 && ::read(file.get(), head, sizeof head) == sizeof head &&
         std::string_view(head, sizeof head) == kDatabaseMagic;
}

// "20261121T233000Z", with "-2" and so on where it is taken.
Result<fs::path> make_folder(const fs::path& undo_folder, TimePoint made) {
  TRY(make_private_folder(undo_folder));
  std::string name = to_iso(made);
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  fs::path folder = undo_folder / name;
  for (int next = 2; fs::exists(folder); ++next)
    folder = undo_folder / fmt::format("{}-{}", name, next);
  TRY(make_private_folder(folder));
  TRY(sync_directory(undo_folder));
  return folder;
}

Result<FileDescriptor> open_manifest(const fs::path& path, int flags) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | flags, 0600));
  if (file.get() < 0) return fail_io("open", path, std::strerror(errno));
  return file;
}

}  // namespace

unexpected<Error> fail_io(std::string_view what, const fs::path& path, const std::string& why) {
  return fail(ErrorCode::Unavailable, "{} \"{}\": {}", what, path.string(), why);
}

Result<UndoArchive> UndoArchive::make(const fs::path& undo_folder, const UndoHeader& header) {
  UndoArchive archive;
  archive.folder_ = TRY(make_folder(undo_folder, header.made));
  archive.header_ = header;
  const fs::path manifest = manifest_in(archive.folder_);
  archive.manifest_ = TRY(open_manifest(manifest, O_CREAT | O_EXCL));
  TRY(archive.append(header_line(header)));
  TRY(sync_directory(archive.folder_));
  return archive;
}

Result<UndoArchive> UndoArchive::open(const fs::path& folder) {
  const fs::path path = manifest_in(folder);
  const std::string text = TRY(read_file(path, kManifestBytesMax));
  UndoManifest manifest = TRY(parse_manifest(text));
  UndoArchive archive;
  archive.folder_ = folder;
  archive.header_ = std::move(manifest.header);
  // Rewritten without a torn end, which would swallow the next line.
  std::string whole = header_line(archive.header_);
  for (const UndoGroup& group : manifest.groups) {
    archive.taken_.insert(group.path);
    whole += group_lines(group);
  }
  if (whole != text) TRY(replace_file(path, whole));
  archive.manifest_ = TRY(open_manifest(path, 0));
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    ++archive.copies_;  // an unfinished copy keeps its name
  return archive;
}

bool UndoArchive::covers(const fs::path& path) const {
  for (fs::path at = path;; at = at.parent_path()) {
    if (taken_.count(at) != 0) return true;
    if (!at.has_relative_path()) return false;
  }
}

Result<void> UndoArchive::before_change(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  if (covers(whole)) return {};
  if (is_database(whole)) {
    for (const std::string_view ending : kDatabaseJournals) {
      fs::path journal = whole;
      journal += ending;
      if (!covers(journal)) TRY(take(journal));
    }
  }
  if (++taken_in_[whole.parent_path()] > kOneByOneMax) TRY(take_siblings(whole.parent_path()));
  return covers(whole) ? Result<void>() : take(whole);
}

Result<void> UndoArchive::take(const fs::path& path) {
  UndoGroup group;
  group.path = path;
  std::error_code ignored;
  if (fs::is_directory(fs::symlink_status(path, ignored))) {
    TRY(take_tree(path, Sync::Later, group));
    TRY(sync_file_system(folder_));
  } else {
    TRY(take_tree(path, Sync::Now, group));
    TRY(sync_directory(folder_));
  }
  TRY(append(group_lines(group)));
  taken_.insert(path);
  return {};
}

// What cannot be read is left to the call that names it. Databases are too, for their journals.
Result<void> UndoArchive::take_siblings(const fs::path& folder) {
  std::vector<UndoGroup> groups;
  std::error_code error;
  fs::directory_iterator it(folder, error);
  for (const fs::directory_iterator end; !error && it != end; it.increment(error)) {
    const fs::path& path = it->path();
    if (!it->is_regular_file() || it->is_symlink() || covers(path) || is_database(path)) continue;
    UndoGroup group;
    group.path = path;
    if (take_tree(path, Sync::Later, group)) groups.push_back(std::move(group));
  }
  if (groups.empty()) return {};
  TRY(sync_file_system(folder_));
  std::string lines;
  for (const UndoGroup& group : groups) lines += group_lines(group);
  TRY(append(lines));
  for (UndoGroup& group : groups) taken_.insert(std::move(group.path));
  return {};
}

Result<void> UndoArchive::take_tree(const fs::path& path, Sync sync, UndoGroup& group) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  UndoEntry entry;
  entry.path = path;
  switch (status.type()) {
    case fs::file_type::not_found:
      break;
    case fs::file_type::symlink:
      entry.kind = Kind::Link;
      entry.target = fs::read_symlink(path, error).native();
      if (error) return fail_io("read the link", path, error.message());
      break;
    case fs::file_type::regular:
      entry.kind = Kind::File;
      entry.copy = fmt::format("{:06}", ++copies_);
      entry.marks = TRY(copy_out(path, folder_ / entry.copy, sync));
      entry.bytes = fs::file_size(folder_ / entry.copy, error);
      break;
    case fs::file_type::directory:
      entry.kind = Kind::Folder;
      entry.marks.mode = static_cast<uint32_t>(status.permissions());
      break;
    case fs::file_type::none:
      return fail_io("look at", path, error.message());
    default:
      return {};  // sockets and pipes hold nothing
  }
  const bool is_folder = entry.kind == Kind::Folder;
  group.entries.push_back(std::move(entry));
  if (!is_folder) return {};
  fs::directory_iterator it(path, error);
  for (const fs::directory_iterator end; !error && it != end; it.increment(error))
    TRY(take_tree(it->path(), sync, group));
  if (error) return fail_io("list", path, error.message());
  return {};
}

Result<void> UndoArchive::append(std::string_view lines) {
  const fs::path path = manifest_in(folder_);
  while (!lines.empty()) {
    const ssize_t written = ::write(manifest_.get(), lines.data(), lines.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_io("write", path, std::strerror(errno));
    lines.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(manifest_.get()) != 0) return fail_io("fsync", path, std::strerror(errno));
  return {};
}

}  // namespace glassjar::dump

// The manifest's lines.
#include "dump/undo_manifest.h"

#include <array>

#include "dump/profile_json.h"

namespace glassjar::dump {
namespace {

namespace json = boost::json;
using Kind = UndoEntry::Kind;

constexpr std::array<std::string_view, 4> kKinds = {"absent", "file", "folder", "link"};

json::object to_json(const UndoEntry& entry) {
  json::object out = {{"path", path_to_text(entry.path)},
                      {"kind", kKinds[static_cast<size_t>(entry.kind)]}};
  if (entry.kind == Kind::Link) out["target"] = path_to_text(entry.target);
  if (entry.kind == Kind::File || entry.kind == Kind::Folder) out["mode"] = entry.marks.mode;
  if (entry.kind == Kind::File) {
    out["copy"] = entry.copy;
    out["bytes"] = entry.bytes;
    out["modified_ns"] = entry.marks.modified_ns;
  }
  return out;
}

std::optional<UndoEntry> entry_of(const json::object& object) {
  const std::string kind = text_of(object, "kind");
  UndoEntry entry;
  size_t index = 0;
  while (index < kKinds.size() && kKinds[index] != kind) ++index;
  if (index == kKinds.size()) return std::nullopt;
  entry.kind = static_cast<Kind>(index);
  entry.path = path_from_text(text_of(object, "path"));
  entry.target = path_from_text(text_of(object, "target")).native();
  entry.copy = text_of(object, "copy");
  entry.bytes = count_of(object, "bytes");
  entry.marks.mode = static_cast<uint32_t>(count_of(object, "mode"));
  entry.marks.modified_ns = static_cast<int64_t>(count_of(object, "modified_ns"));
  // A copy is a plain name in the archive's folder.
  if (!entry.path.is_absolute() || entry.copy.find('/') != std::string::npos) return std::nullopt;
  return entry;
}

std::optional<json::object> object_in(std::string_view line) {
  json::error_code error;
  json::value value = json::parse(json::string_view(line.data(), line.size()), error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

Result<UndoHeader> parse_header(std::string_view line) {
  const std::optional<json::object> object = object_in(line);
  if (!object || count_of(*object, "version") != 1)
    return fail(ErrorCode::DataLoss, "read the undo archive: its first line is no header");
  UndoHeader header;
  header.made = TRY(parse_time(text_of(*object, "made")));
  // What is not of our time was not written by us, and may not be writable as a date again.
  if (header.made < TimePoint() || header.made > TimePoint(days(365 * 1000)))
    return fail(ErrorCode::DataLoss, "read the undo archive: its time is out of range");
  const json::value* profiles = object->if_contains("profiles");
  if (profiles == nullptr || !profiles->is_array()) return header;
  for (const json::value& each : profiles->get_array())
    if (std::optional<browsers::Profile> profile = profile_from_json(each))
      header.profiles.push_back(std::move(*profile));
  return header;
}

}  // namespace

std::string header_line(const UndoHeader& header) {
  json::array profiles;
  for (const browsers::Profile& profile : header.profiles)
    profiles.push_back(profile_to_json(profile));
  const json::object object = {
      {"version", 1}, {"made", to_iso(header.made)}, {"profiles", std::move(profiles)}};
  return json::serialize(object) + "\n";
}

std::string group_lines(const UndoGroup& group) {
  std::string lines;
  for (const UndoEntry& entry : group.entries)
    lines.append(json::serialize(to_json(entry))).append("\n");
  const json::object end = {{"whole", path_to_text(group.path)}};
  return lines.append(json::serialize(end)).append("\n");
}

Result<UndoManifest> parse_manifest(std::string_view text) {
  UndoManifest manifest;
  UndoGroup group;
  bool first = true;
  for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (first) {
      manifest.header = TRY(parse_header(line));
      first = false;
      continue;
    }
    const std::optional<json::object> object = object_in(line);
    if (!object) break;
    if (object->contains("whole")) {
      group.path = path_from_text(text_of(*object, "whole"));
      if (!group.path.is_absolute() || group.entries.empty()) break;
      manifest.groups.push_back(std::move(group));
      group = {};
      continue;
    }
    std::optional<UndoEntry> entry = entry_of(*object);
    if (!entry) break;
    group.entries.push_back(std::move(*entry));
  }
  if (first) return fail(ErrorCode::DataLoss, "read the undo archive: it has no header");
  return manifest;
}

}  // namespace glassjar::dump

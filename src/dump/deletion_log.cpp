// The log's lines.
#include "dump/deletion_log.h"

#include <array>

#include "base/file.h"
#include "dump/profile_json.h"

namespace glassjar::dump {
namespace {

namespace json = boost::json;

constexpr size_t kLogBytesMax = 256 << 20;
constexpr std::array<std::string_view, 3> kWhats = {"emptied", "taken_back", "undone"};

}  // namespace

std::optional<LogEntry> log_entry_from_json(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  LogEntry entry;
  const std::string what = text_of(*object, "what");
  for (size_t i = 0; i < kWhats.size(); ++i)
    if (kWhats[i] == what) entry.what = static_cast<LogEntry::What>(i);
  const Result<TimePoint> time = parse_time(text_of(*object, "time"));
  const Result<TimePoint> began = parse_time(text_of(*object, "began"));
  if (!time || !began) return std::nullopt;
  entry.time = *time;
  entry.began = *began;
  entry.by = text_of(*object, "by");
  if (const json::value* profiles = object->if_contains("profiles");
      profiles && profiles->is_array())
    for (const json::value& each : profiles->get_array())
      if (auto profile = profile_from_json(each)) entry.profiles.push_back(std::move(*profile));
  if (const json::value* plan = object->if_contains("plan")) entry.plan = plan_from_json(*plan);
  entry.items_erased = count_of(*object, "items_erased");
  entry.items_remaining = count_of(*object, "items_remaining");
  if (const json::value* left = object->if_contains("left_over"); left && left->is_array())
    for (const json::value& each : left->get_array())
      if (each.is_string()) entry.left_over.emplace_back(each.get_string());
  entry.undo_kept = flag_of(*object, "undo_kept");
  entry.resumed = flag_of(*object, "resumed");
  entry.why = text_of(*object, "why");
  return entry;
}

json::object to_json(const LogEntry& entry) {
  json::array profiles;
  for (const browsers::Profile& profile : entry.profiles)
    profiles.push_back(profile_to_json(profile));
  json::array left_over;
  for (const std::string& each : entry.left_over) left_over.emplace_back(each);
  json::object out;
  out["what"] = kWhats[static_cast<size_t>(entry.what)];
  out["time"] = to_iso(entry.time);
  out["began"] = to_iso(entry.began);
  out["by"] = entry.by;
  out["profiles"] = std::move(profiles);
  out["plan"] = to_json(entry.plan);
  out["items_erased"] = entry.items_erased;
  out["items_remaining"] = entry.items_remaining;
  out["left_over"] = std::move(left_over);
  out["undo_kept"] = entry.undo_kept;
  out["resumed"] = entry.resumed;
  out["why"] = entry.why;
  return out;
}

Result<void> append_to_log(const std::filesystem::path& file, const LogEntry& entry) {
  std::vector<LogEntry> entries = TRY(read_log(file));
  entries.push_back(entry);
  const size_t first = entries.size() > kLogEntriesMax ? entries.size() - kLogEntriesMax : 0;
  std::string text;
  for (size_t i = first; i < entries.size(); ++i)
    text.append(json::serialize(to_json(entries[i]))).append("\n");
  return replace_file(file, text);
}

Result<std::vector<LogEntry>> read_log(const std::filesystem::path& file) {
  std::vector<LogEntry> entries;
  const Result<std::string> text = read_file(file, kLogBytesMax);
  if (!text && text.error().code == ErrorCode::NotFound) return entries;
  if (!text) return unexpected(text.error());
  std::string_view rest = *text;
  for (size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    json::error_code error;
    const json::value line = json::parse(json::string_view(rest.data(), end), error);
    auto entry = error ? std::nullopt : log_entry_from_json(line);
    if (entry) entries.push_back(std::move(*entry));
    rest.remove_prefix(end + 1);
  }
  return entries;
}

}  // namespace glassjar::dump

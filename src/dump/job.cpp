// The job file as JSON.
#include "dump/job.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "dump/profile_json.h"

namespace glassjar::dump {
namespace {

namespace json = boost::json;

constexpr size_t kJobBytesMax = 64 << 20;

json::array texts(const std::set<std::string, std::less<>>& set) {
  json::array out;
  for (const std::string& each : set) out.emplace_back(each);
  return out;
}

std::set<std::string, std::less<>> texts_in(const json::object& object, std::string_view key) {
  std::set<std::string, std::less<>> out;
  const json::value* member = object.if_contains(key);
  if (member == nullptr || !member->is_array()) return out;
  for (const json::value& each : member->get_array())
    if (each.is_string()) out.emplace(each.get_string());
  return out;
}

}  // namespace

Result<void> write_job(const std::filesystem::path& file, const Job& job) {
  json::object out;
  out["version"] = 1;
  out["kind"] = job.kind == Job::Kind::Undo ? "undo" : "empty";
  out["archive"] = path_to_text(job.archive);
  out["keep"] = texts(job.rule.list().sites());
  out["hsts"] = job.rule.hsts() == Hsts::All;
  out["supercookie_sites"] = texts(job.rule.supercookie_sites());
  out["entry"] = to_json(job.entry);
  return replace_file(file, json::serialize(out));
}

Result<std::optional<Job>> read_job(const std::filesystem::path& file) {
  const Result<std::string> text = read_file(file, kJobBytesMax);
  if (!text && text.error().code == ErrorCode::NotFound) return std::optional<Job>();
  if (!text) return unexpected(text.error());
  json::error_code error;
  const json::value value = json::parse(*text, error);
  const json::object* object = error ? nullptr : value.if_object();
  const json::value* stored = object != nullptr ? object->if_contains("entry") : nullptr;
  std::optional<LogEntry> entry = stored != nullptr ? log_entry_from_json(*stored) : std::nullopt;
  if (!entry || count_of(*object, "version") != 1)
    return fail(ErrorCode::DataLoss,
                "read \"{}\": an emptying was cut off, and what it was cannot be read; remove the "
                "file to go on, `undo` takes the newest archive back",
                file.string());
  KeepList list;
  for (const std::string& site : texts_in(*object, "keep")) list.add(site);
  Job job;
  job.kind = text_of(*object, "kind") == "undo" ? Job::Kind::Undo : Job::Kind::Empty;
  job.archive = path_from_text(text_of(*object, "archive"));
  job.rule =
      KeepRule(std::move(list), flag_of(*object, "hsts") ? Hsts::All : Hsts::OnlySupercookies,
               texts_in(*object, "supercookie_sites"));
  job.entry = std::move(*entry);
  return std::optional<Job>(std::move(job));
}

Result<void> remove_job(const std::filesystem::path& file) {
  if (::unlink(file.c_str()) != 0 && errno != ENOENT)
    return fail(ErrorCode::Unavailable, "remove \"{}\": {}", file.string(), std::strerror(errno));
  return sync_directory(file.parent_path());
}

}  // namespace glassjar::dump

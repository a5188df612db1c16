// Service workers: registrations in a LevelDB, their scripts in a simple cache whose keys are the
// numbers of resources (content/browser/service_worker/service_worker_database.cc).
//
// `REG:<storage key> NUL <id>` registration, `REGID_TO_ORIGIN:<id>`,
// `INITDATA_UNIQUE_ORIGIN:<storage key>`, `RES:<version> NUL <resource>` a script of a version,
// `REG_USER_DATA:<id> NUL …` and `REG_HAS_USER_DATA:… NUL <id>` what others keep with it; the rest
// has numbers only.
#include <set>

#include "browser_files/leveldb.h"
#include "browser_files/leveldb_rewrite.h"
#include "browser_files/protobuf.h"
#include "browser_files/text_forms.h"
#include "browsers/chromium_cache_folder.h"
#include "browsers/chromium_stores.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::LeveldbContent;
using browser_files::LeveldbEntry;
using browser_files::ProtobufMessage;
using browser_files::SimpleCacheEntry;
using cookies::Item;
using cookies::Store;

constexpr std::string_view kRegistration = "REG:";
constexpr std::string_view kUniqueOrigin = "INITDATA_UNIQUE_ORIGIN:";
constexpr std::string_view kOwnerOfId = "REGID_TO_ORIGIN:";
constexpr std::string_view kResource = "RES:";
constexpr std::string_view kUserData = "REG_USER_DATA:";
constexpr std::string_view kHasUserData = "REG_HAS_USER_DATA:";
constexpr std::string_view kVersion = "INITDATA_DB_VERSION";
constexpr std::string_view kKnownVersion = "2";

enum RegistrationField : uint8_t { Id = 1, Scope = 2, VersionId = 4, LastUpdateCheck = 7 };

fs::path database_folder(const Profile& profile) {
  return profile.folder / "Service Worker" / "Database";
}

// What stands between a prefix and NUL, or the end.
std::optional<std::string_view> first_part(std::string_view key, std::string_view prefix) {
  if (!key.starts_with(prefix)) return std::nullopt;
  key.remove_prefix(prefix.size());
  return key.substr(0, key.find('\0'));
}

std::optional<std::string_view> last_part(std::string_view key, std::string_view prefix) {
  const size_t nul = key.rfind('\0');
  if (!key.starts_with(prefix) || nul == std::string_view::npos) return std::nullopt;
  return key.substr(nul + 1);
}

Item worker_of(std::string_view storage_key, const ProtobufMessage& registration) {
  Item item = owned_item(Store::ServiceWorker, parse_storage_key(storage_key),
                         browser_files::text_or_hex(registration.bytes(Scope)));
  item.last_used = time_of(static_cast<int64_t>(registration.number(LastUpdateCheck)));
  return item;
}

// Everything that belongs to registrations that stay.
struct Kept {
  std::set<std::string, std::less<>> storage_keys;
  std::set<std::string, std::less<>> registrations;
  std::set<std::string, std::less<>> versions;
  std::set<std::string, std::less<>> resources;
};

Kept find_kept(Erasing& erasing, const LeveldbContent& content) {
  Kept kept;
  for (const LeveldbEntry& entry : content.entries) {
    const auto owner = first_part(entry.key, kRegistration);
    if (!owner) continue;
    const ProtobufMessage registration = ProtobufMessage::parse(entry.value);
    const Item worker = worker_of(*owner, registration);
    if (!is_browsers_own(worker.origin) && erasing.goes(worker)) continue;
    kept.storage_keys.emplace(*owner);
    kept.registrations.insert(std::to_string(registration.number(Id)));
    kept.versions.insert(std::to_string(registration.number(VersionId)));
  }
  for (const LeveldbEntry& entry : content.entries) {
    const auto version = first_part(entry.key, kResource);
    if (version && kept.versions.contains(*version))
      kept.resources.emplace(*last_part(entry.key, kResource));
  }
  return kept;
}

bool stays(std::string_view key, const Kept& kept) {
  if (const auto id = last_part(key, kRegistration)) return kept.registrations.contains(*id);
  if (const auto owner = first_part(key, kUniqueOrigin)) return kept.storage_keys.contains(*owner);
  if (const auto id = first_part(key, kOwnerOfId)) return kept.registrations.contains(*id);
  if (const auto version = first_part(key, kResource)) return kept.versions.contains(*version);
  if (const auto id = first_part(key, kUserData)) return kept.registrations.contains(*id);
  if (const auto id = last_part(key, kHasUserData)) return kept.registrations.contains(*id);
  return true;
}

std::string_view version_of(const LeveldbContent& content) {
  for (const LeveldbEntry& entry : content.entries)
    if (entry.key == kVersion) return entry.value;
  return {};
}

}  // namespace

void read_service_workers(Reading& reading) {
  const fs::path folder = database_folder(reading.profile);
  const auto is_registration = [](std::string_view key) { return key.starts_with(kRegistration); };
  const Result<LeveldbContent> content = browser_files::read_leveldb(folder, is_registration);
  if (reading.failed(folder, content)) return;
  for (const std::string& why : content->problems) reading.problem(folder, why);
  for (const LeveldbEntry& entry : content->entries) {
    const auto owner = first_part(entry.key, kRegistration);
    Item item = worker_of(*owner, ProtobufMessage::parse(entry.value));
    if (is_browsers_own(item.origin)) continue;
    item.bytes = entry.value_bytes;
    reading.add(std::move(item), folder);
  }
}

// The scripts first: after a crash in between, the database still tells which to remove.
Result<void> erase_service_workers(Erasing& erasing) {
  const fs::path folder = database_folder(erasing.profile);
  browser_files::remove_unfinished_leveldb(folder);
  Result<LeveldbContent> content = browser_files::read_leveldb_for_rewriting(folder);
  if (!content) {
    if (content.error().code != ErrorCode::NotFound) erasing.leave(content.error().message);
    return {};
  }
  if (content->entries.empty()) return {};
  if (version_of(*content) != kKnownVersion) {
    erasing.leave("Service Worker: its version is not known here, so nothing in it was changed");
    return {};
  }
  const Kept kept = find_kept(erasing, *content);
  TRY(erase_cache_entries(
      erasing, erasing.profile.folder / "Service Worker" / "ScriptCache",
      [&kept](const SimpleCacheEntry& entry) { return !kept.resources.contains(entry.key); }));
  const size_t removed = std::erase_if(
      content->entries, [&kept](const LeveldbEntry& entry) { return !stays(entry.key, kept); });
  if (removed == 0) return {};
  TRY(erasing.before_change(folder));
  return browser_files::replace_leveldb(folder, content->entries);
}

}  // namespace glassjar::browsers::chromium

// The file is an array of records, each written over in place with zeros when its salt goes: a new
// file would leave the old one's pages to be found.
#include "ingest/salts.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sodium.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/log.h"

namespace glassjar::ingest {
namespace {

// A clock that goes back over one midnight is held at the later day. One that goes back further
// was wrong before, and holding its day would keep one salt for that long: the site begins anew.
constexpr days kHeldBack{1};

// One record. `check` tells a whole record from one that a kill cut short.
struct Record {
  uint32_t site;
  int32_t day;  // since 1970-01-01
  uint8_t is_today;
  uint8_t reserved[7];
  uint8_t salt[16];
  uint64_t check;
};
static_assert(sizeof(Record) == 40 && std::is_trivially_copyable_v<Record>);
constexpr size_t kRecordsMax = 1'000'000;

uint64_t check_of(const Record& record) {
  constexpr unsigned char kKey[crypto_shorthash_KEYBYTES] = {'s', 'a', 'l', 't'};
  uint64_t sum = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&sum),
                   reinterpret_cast<const unsigned char*>(&record), offsetof(Record, check), kKey);
  return sum;
}

Record record_of(model::SiteId site, LocalDay day, bool is_today, const Salt& salt) {
  Record record{};
  record.site = model::number(site);
  record.day = static_cast<int32_t>(day.time_since_epoch().count());
  record.is_today = is_today;
  std::copy(salt.begin(), salt.end(), record.salt);
  record.check = check_of(record);
  return record;
}

Result<void> check_directory(const std::filesystem::path& directory, SaltDirectory kind) {
  if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(ErrorCode::Unavailable, "make salt directory \"{}\": {}", directory.string(),
                std::strerror(errno));
  struct statfs found{};
  if (statfs(directory.c_str(), &found) != 0)
    return fail(ErrorCode::Unavailable, "look at salt directory \"{}\": {}", directory.string(),
                std::strerror(errno));
  const bool in_memory = found.f_type == TMPFS_MAGIC || found.f_type == RAMFS_MAGIC;
  if (in_memory || kind == SaltDirectory::AnyForTests) return {};
  return fail(ErrorCode::InvalidArgument,
              "salt directory \"{}\": not on a memory file system (tmpfs); a day's salt must "
              "never reach a disk",
              directory.string());
}

Result<FileDescriptor> open_file(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.get() >= 0 && fchmod(file.get(), 0600) == 0) return file;
  return fail(ErrorCode::Unavailable, "open salt file \"{}\": {}", path.string(),
              std::strerror(errno));
}

// On a full memory file system salts stay in memory alone: a restart splits visits, no more.
void write_record(int file, size_t slot, const Record& record) {
  const auto offset = static_cast<off_t>(slot * sizeof record);
  if (pwrite(file, &record, sizeof record, offset) != sizeof record)
    LOG(warn, "write salt file: {}", std::strerror(errno));
}

}  // namespace

Result<std::unique_ptr<Salts>> Salts::open(const std::filesystem::path& directory,
                                           const std::string& id, SaltDirectory kind,
                                           const Clock& clock, Random& random) {
  TRY(check_directory(directory, kind));
  FileDescriptor file = TRY(open_file(directory / (id + ".salts")));
  std::unique_ptr<Salts> salts(new Salts(std::move(file), clock, random));
  TRY(salts->read_file());
  return salts;
}

std::filesystem::path Salts::default_directory() {
  const std::filesystem::path run = "/run/glassjar";
  const bool usable = (mkdir(run.c_str(), 0700) == 0 || errno == EEXIST) &&
                      access(run.c_str(), W_OK | X_OK) == 0 &&
                      check_directory(run, SaltDirectory::MemoryOnly).has_value();
  return usable ? run : "/dev/shm";
}

Salts::Salts(FileDescriptor file, const Clock& clock, Random& random)
    : clock_(clock), random_(random) {
  state_.lock()->file = std::move(file);
}

Salts::~Salts() {
  for (auto& [site, of_site] : state_.lock()->sites)
    for (auto& [day, kept] : of_site.days) sodium_memzero(kept.salt.data(), kept.salt.size());
}

Result<void> Salts::read_file() {
  auto state = state_.lock();
  for (Record record{}; state->slots < kRecordsMax; ++state->slots) {
    const auto offset = static_cast<off_t>(state->slots * sizeof record);
    const ssize_t got = pread(state->file.get(), &record, sizeof record, offset);
    if (got < 0) return fail(ErrorCode::Unavailable, "read salt file: {}", std::strerror(errno));
    if (got < static_cast<ssize_t>(sizeof record)) break;
    if (record.check != check_of(record)) {
      state->free_slots.push_back(state->slots);
      continue;
    }
    OfSite& of_site = state->sites[model::SiteId{record.site}];
    const LocalDay day{days(record.day)};
    Kept& kept = of_site.days[day];
    std::copy(std::begin(record.salt), std::end(record.salt), kept.salt.begin());
    kept.slot = state->slots;
    if (record.is_today != 0) of_site.today = day;
    sodium_memzero(&record, sizeof record);
  }
  return {};
}

LocalDay Salts::day_in_force(const sites::KnownSite& site, LocalDay day) {
  auto state = state_.lock();
  return begin_day(*state, site.record.id, day).today;
}

Salt Salts::salt_of(const sites::KnownSite& site, LocalDay day) {
  const LocalDay now = site.zone.day_of(clock_.now());
  auto state = state_.lock();
  OfSite& of_site = begin_day(*state, site.record.id, now);
  const auto [place, is_new] = of_site.days.try_emplace(day);
  Kept& kept = place->second;
  if (!is_new) return kept.salt;
  random_.fill(kept.salt);
  kept.slot = state->free_slots.empty() ? state->slots++ : state->free_slots.back();
  if (!state->free_slots.empty()) state->free_slots.pop_back();
  Record record = record_of(site.record.id, day, day == of_site.today, kept.salt);
  write_record(state->file.get(), kept.slot, record);
  sodium_memzero(&record, sizeof record);
  return kept.salt;
}

void Salts::tick(const sites::Directory& sites) {
  const TimePoint now = clock_.now();
  for (const auto& site : sites.all()) {
    const LocalDay day = site->zone.day_of(now);
    auto state = state_.lock();
    if (state->sites.contains(site->record.id)) begin_day(*state, site->record.id, day);
  }
}

TimePoint Salts::ends_at(const sites::KnownSite& site, TimePoint now) {
  return site.zone.start_of(site.zone.day_of(now) + days(1));
}

Salts::OfSite& Salts::begin_day(State& state, model::SiteId site, LocalDay day) {
  const auto [place, is_new] = state.sites.try_emplace(site);
  OfSite& of_site = place->second;
  if (is_new) of_site.today = day;
  const bool is_held = day < of_site.today && of_site.today - day <= kHeldBack;
  if (day == of_site.today || is_held) return of_site;
  overwrite(state, of_site);
  of_site.today = day;
  return of_site;
}

void Salts::overwrite(State& state, OfSite& of_site) {
  for (auto& [day, kept] : of_site.days) {
    sodium_memzero(kept.salt.data(), kept.salt.size());
    write_record(state.file.get(), kept.slot, Record{});
    state.free_slots.push_back(kept.slot);
  }
  of_site.days.clear();
}

}  // namespace glassjar::ingest

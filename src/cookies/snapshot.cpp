// One entry a place: three times eight bytes and a flag, behind a line that names the format.
#include "cookies/snapshot.h"

#include <fmt/core.h>

#include <algorithm>

namespace glassjar::cookies {
namespace {

constexpr std::string_view kMagic = "glassjar snapshot 1\n";
constexpr size_t kEntryBytes = 25;

void put(std::string& out, uint64_t number) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
}

uint64_t take(std::string_view& bytes) {
  uint64_t out = 0;
  for (size_t i = 0; i < 8; ++i) out |= uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  bytes.remove_prefix(8);
  return out;
}

// Fields cannot run into each other: each comes with its length.
uint64_t place_of(const Item& item, std::span<const std::string> profile_names, KeyedHash& hash) {
  std::string place(id_of(item.store));
  const std::string_view profile =
      item.profile < profile_names.size() ? profile_names[item.profile] : std::string_view();
  for (const std::string_view field :
       {profile, std::string_view(item.host), std::string_view(item.origin),
        std::string_view(item.top_site), std::string_view(item.container),
        std::string_view(item.name), std::string_view(item.path)}) {
    put(place, field.size());
    place += field;
  }
  return hash.short_of(place);
}

// A value that cannot be read is known by its size, which is far below any hash, or nearly any.
constexpr uint64_t kSizesEnd = uint64_t{1} << 32;

uint64_t value_of(const Item& item, KeyedHash& hash) {
  return item.value ? hash.short_of(*item.value) : item.bytes;
}

// Whether one is a hash and the other a size: the keyring answered at one time only, which says
// nothing of the value.
bool cannot_be_compared(uint64_t before, uint64_t now) {
  return (before < kSizesEnd) != (now < kSizesEnd);
}

}  // namespace

Result<Snapshot> Snapshot::parse(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return fail(ErrorCode::InvalidArgument, "snapshot: not one");
  bytes.remove_prefix(kMagic.size());
  if (bytes.size() % kEntryBytes != 0)
    return fail(ErrorCode::InvalidArgument, "snapshot: cut off after {} entries",
                bytes.size() / kEntryBytes);
  if (bytes.size() / kEntryBytes > kSeenMax)
    return fail(ErrorCode::TooLarge, "snapshot: more than {} entries", kSeenMax);
  Snapshot out;
  out.seen_.reserve(bytes.size() / kEntryBytes);
  while (!bytes.empty()) {
    Seen seen;
    seen.place = take(bytes);
    seen.value = take(bytes);
    seen.since = TimePoint(microseconds(static_cast<int64_t>(take(bytes))));
    seen.changed = bytes.front() != '\0';
    bytes.remove_prefix(1);
    out.seen_.insert_or_assign(seen.place, seen);
  }
  return out;
}

std::string Snapshot::serialize() const {
  std::vector<const Seen*> in_order;
  in_order.reserve(seen_.size());
  for (const auto& [place, seen] : seen_) in_order.push_back(&seen);
  std::sort(in_order.begin(), in_order.end(),
            [](const Seen* a, const Seen* b) { return a->place < b->place; });
  std::string out(kMagic);
  out.reserve(out.size() + in_order.size() * kEntryBytes);
  for (const Seen* seen : in_order) {
    put(out, seen->place);
    put(out, seen->value);
    put(out, static_cast<uint64_t>(seen->since.time_since_epoch().count()));
    out += seen->changed ? '\1' : '\0';
  }
  return out;
}

Snapshot Snapshot::next(std::span<const Item> items, std::span<const std::string> profile_names,
                        const LocalKey& key, TimePoint now) const {
  KeyedHash hash(key);
  Snapshot out;
  out.seen_.reserve(items.size());
  for (const Item& item : items) {
    if (out.seen_.size() >= kSeenMax) break;
    Seen seen{place_of(item, profile_names, hash), value_of(item, hash), now};
    const auto before = seen_.find(seen.place);
    if (before != seen_.end()) {
      const bool is_unknown = cannot_be_compared(before->second.value, seen.value);
      const bool is_same = before->second.value == seen.value;
      // What was read once is what a later reading is held against.
      const bool was_read_before = is_unknown && before->second.value >= kSizesEnd;
      if (was_read_before) seen.value = before->second.value;
      if (is_same || was_read_before) seen.since = before->second.since;
      seen.changed = before->second.changed || !(is_same || is_unknown);
    }
    out.seen_.emplace(seen.place, seen);
  }
  return out;
}

std::vector<Past> Snapshot::compare(std::span<const Item> items,
                                    std::span<const std::string> profile_names, const LocalKey& key,
                                    TimePoint now) const {
  KeyedHash hash(key);
  std::vector<Past> out(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    const auto before = seen_.find(place_of(items[i], profile_names, hash));
    if (before == seen_.end()) continue;
    const uint64_t value = value_of(items[i], hash);
    if (before->second.value == value)
      out[i].unchanged_for = std::chrono::duration_cast<seconds>(now - before->second.since);
    else if (cannot_be_compared(before->second.value, value))
      out[i].unchanged_for = seconds(0);
    out[i].changed = before->second.changed || !out[i].unchanged_for;
  }
  return out;
}

}  // namespace glassjar::cookies

// Values that come back after they were deleted (evercookies; Acar 2014, Fouad 2022).
//
// Of each deleted value only a keyed hash is remembered; a later item whose value has the same hash
// under the same company has respawned, and what was kept and holds the same value is where it
// likely came from.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "cookies/item.h"
#include "cookies/keyed_hash.h"

namespace glassjar::cookies {

struct DeletedValue {
  ValueDigest digest{};
  Store store = Store::Cookie;
  std::string host;
  std::string name;
  TimePoint deleted;

  friend bool operator==(const DeletedValue&, const DeletedValue&) = default;
};

// What is worth remembering of deleted items: values and their nested parts that could identify
// (value_tokens.h); nothing of low entropy, no consent strings.
std::vector<DeletedValue> remember_deleted(std::span<const Item> deleted, const LocalKey& key,
                                           TimePoint now);

// One line of text, without line end: "v1 <hex digest> <store> <unix us> <host> <name>", host
// and name percent-encoded. InvalidArgument for what is not such a line.
std::string to_line(const DeletedValue& value);
Result<DeletedValue> parse_deleted_value(std::string_view line);

struct Respawned {
  size_t item = 0;   // index into the items
  DeletedValue was;  // what was deleted
  // Items that hold the value too and were kept by the deletion: the likely sources.
  std::vector<size_t> sources;
  // A kept sign-in of the same owner explains it: not counted as a respawn.
  bool explained_by_sign_in = false;
  std::string evidence;  // a plain sentence; names the source's store, or the server
};

// `items` is the present scan. What was there before the deletion is no respawn, it was kept: by
// the time of creation, and in stores without one by whether that very place was emptied.
std::vector<Respawned> find_respawned(std::span<const Item> items,
                                      std::span<const DeletedValue> deleted, const LocalKey& key);

}  // namespace glassjar::cookies

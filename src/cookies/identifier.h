// Whether an item can tell this browser from every other: shape, lifetime, a second observer, time.
//
// Published definitions, made for one person who has no second machine: Englehardt and Narayanan
// 2016 (lifetime of 90 days, 8 to 100 characters, constant, differing between users by less than
// 66% Ratcliff-Obershelp similarity, nested k=v parts), Privacy Badger's 33 bits. The person's
// other browsers and profiles stand in for the second user.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "cookies/item.h"
#include "cookies/value_shape.h"

namespace glassjar::cookies {

inline constexpr days kIdentifierLifeMin{90};
inline constexpr double kSimilarityMax = 0.66;
inline constexpr days kConstantMin{1};  // a value unchanged for as long counts as constant

enum class Identifies : uint8_t { No, Likely, Yes };
std::string_view id_of(Identifies verdict);  // "no", "likely", "yes"

struct Identifier {
  Identifies verdict = Identifies::No;
  int score = 0;                      // 0 to 100
  Shape shape = Shape::Empty;         // of the part that decided
  std::string part;                   // the nested key that holds it, "uid"; empty: the whole value
  std::string value;                  // that part's text
  std::vector<std::string> evidence;  // plain sentences, what speaks for it first; never empty
};

// The values that other browsers and profiles of the person hold under the same store, host and
// name. Keeps views into the items, which must outlive it.
class Observers {
 public:
  Observers() = default;
  explicit Observers(std::span<const Item> items);
  // At most kOthersMax values of other profiles than the item's.
  std::vector<std::string_view> others(const Item& item) const;

  static constexpr size_t kOthersMax = 8;

 private:
  struct Seen {
    uint32_t profile;
    std::string_view value;
  };
  std::unordered_map<uint64_t, std::vector<Seen>> seen_;  // by hash of store, host and name
};

// What earlier snapshots say of an item (snapshot.h). Neither is set for a new one.
struct Past {
  std::optional<seconds> unchanged_for;  // how long this value has been there
  bool changed = false;                  // an earlier snapshot held another value
};

// Looks at the whole value and at its parts (value_parts.h). A value that cannot be
// read (no keyring) is judged by length and lifetime and never more than Likely.
Identifier identify(const Item& item, const Observers& observers = {}, const Past& past = {});

// How long the item lasts from when it was left: absent for what ends with the browser, the longest
// duration for storage without an end.
std::optional<seconds> lifetime_of(const Item& item);

// Twice the matched characters by the sum of lengths, 0 to 1, symmetric (the larger of both
// orders). Ratcliff and Metzener, Dr. Dobb's Journal, July 1988. Texts are cut at 256 bytes.
double similarity(std::string_view a, std::string_view b);

}  // namespace glassjar::cookies

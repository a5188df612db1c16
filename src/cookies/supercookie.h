// Patterns in stores that were not made to hold identifiers but can be made to.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "cookies/item.h"

namespace glassjar::cookies {

inline constexpr size_t kSiblingsMin = 8;     // bits of a pattern that is taken seriously
inline constexpr seconds kPatternWindow{10};  // all set by one page
inline constexpr double kEtagBitsMin = 33;

enum class SupercookieKind : uint8_t {
  Hsts,     // one bit a subdomain: upgraded or not (WebKit, "Protecting Against HSTS Abuse", 2018)
  Favicon,  // one bit a subdomain: icon cached or not (Solomos et al., NDSS 2021)
  Etag,     // the validator itself is the identifier
};
std::string_view id_of(SupercookieKind kind);  // "hsts", "favicon", "etag"

struct Supercookie {
  SupercookieKind kind = SupercookieKind::Hsts;
  std::string site;  // the registrable domain
  uint32_t profile = 0;
  std::vector<size_t> items;  // indices into the items
  std::string evidence;       // a plain sentence
};

// Hsts and Favicon: at least kSiblingsMin hosts below one registrable domain, of one profile, left
// within kPatternWindow. Etag: a validator of kEtagBitsMin bits that is not its content's: for the
// same address another profile or partition has another one, or the same owner stores it elsewhere
// too.
std::vector<Supercookie> find_supercookies(std::span<const Item> items);

}  // namespace glassjar::cookies

// The list of cookies that a site declares, in the form of the Open Cookie Database
// (https://github.com/jkwakman/Open-Cookie-Database), as CSV or JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "cookies/party.h"

namespace glassjar::audit {

struct Declared {
  std::string id;
  std::string platform;
  std::string category;
  std::string name;    // of a cookie or a storage key
  std::string domain;  // as written: "doubleclick.net (3rd party)", or empty: the site's own
  std::string description;
  std::string retention;   // as written: "2 years", "session"
  std::string controller;  // who answers for it
  std::string privacy_link;
  bool wildcard = false;  // `name` is the beginning of a name

  // The hosts in `domain`; empty: the site's own.
  std::vector<std::string> hosts() const;
  // What `domain` says of the party, on a site of this registrable domain.
  cookies::Party party(std::string_view site) const;
  bool matches_name(std::string_view item_name) const;
};

inline constexpr size_t kDeclaredBytesMax = 16 << 20;
inline constexpr size_t kDeclaredMax = 50'000;

// A JSON object of platforms, each an array of entries, or one array of entries, is read as JSON,
// anything else as CSV with a line of headings. InvalidArgument names the line or the entry.
Result<std::vector<Declared>> parse_declared(std::string_view text);

// "2 years", "1 year 1 month", "30 days", "session": how long an entry says it stays. Zero for a
// session. None if the words say no time ("persistent", "varies", empty).
std::optional<seconds> parse_retention(std::string_view words);
// "13 months", "2 years", "30 minutes", "session" for none: the way back, in the largest unit that
// it is a round number of, within a twentieth.
std::string retention_in_words(std::optional<seconds> lifetime);

// The list as CSV, with the database's headings.
std::string declared_csv(const std::vector<Declared>& list);
// The list as JSON, by platform.
std::string declared_json(const std::vector<Declared>& list);

}  // namespace glassjar::audit

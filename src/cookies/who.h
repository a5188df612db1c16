// Who stands behind a host, and what a cookie is said to be for, by open data inside the binary.
//
// Companies are third-party-web's (MIT), purposes the Open Cookie Database's (Apache-2.0);
// script/data/companies.mjs and cookie_purposes.mjs make the tables. The texts live as long as the
// program. The first call of each builds an index (some milliseconds); calls are thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace glassjar::cookies {

struct Who {
  std::string_view company;  // "Google"
  std::string_view product;  // "Google/Doubleclick Ads"; the company's name where there is no other
  std::string_view
      category;  // one of third-party-web's: "ad", "analytics", "social", …; may be empty
  std::string_view homepage;  // may be empty
  std::string_view matched;   // the entry that decided: "*.doubleclick.net"
  std::string_view source;    // "third-party-web", or "Glassjar" for what that lacks

  // "third-party-web: *.doubleclick.net is Google/Doubleclick Ads (ad), of Google"
  std::string reason() const;
};

// `host` in lower case. The exact entry decides, then the longest "*." entry; then, without a
// product, the company that has every entry of the host's registrable domain.
std::optional<Who> who_is(std::string_view host);

// The company of a host, or its site (site_of) where no company is known: items with equal owners
// are held by one party. The view lives as long as `host` and the program.
std::string_view owner_of(std::string_view host);

struct CookiePurpose {
  std::string_view pattern;   // "_ga_"
  bool is_prefix = false;     // the pattern stands for every name that begins so
  std::string_view domain;    // where the entry holds; empty for any
  std::string_view platform;  // "Google Analytics"
  std::string_view
      category;  // "Functional", "Analytics", "Marketing", "Security", "Personalization"
  std::string_view description;  // a sentence
  std::string_view retention;    // as the database words it: "2 years"
  std::string_view controller;   // who answers for it: "Google"
  std::string_view privacy_url;

  // "Open Cookie Database: _ga_* is Google Analytics's (Analytics)"
  std::string reason() const;
};

// The entry for a cookie (storage keys match too, the database holds some). An entry for the host's
// own domain decides before one for any, an exact name before a prefix, a long prefix before a
// short one. An entry for another domain never matches; a short prefix only where the name goes on
// with a separator or a digit.
std::optional<CookiePurpose> purpose_of(std::string_view name, std::string_view host);

}  // namespace glassjar::cookies

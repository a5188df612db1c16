// What was seen while pages were visited, from whatever source: HAR files and a driven browser
// fill the same lists, and everything after them reads only these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "cookies/item.h"

namespace glassjar::audit {

// What the visitor had answered at that moment. Unknown: a HAR file does not tell.
enum class Consent : uint8_t { Unknown, Before, Accepted, Rejected };
// Whether the browser let third parties keep cookies. Unknown: a HAR file does not tell.
enum class ThirdPartyCookies : uint8_t { Unknown, Allowed, Blocked };

// "before", "accept", "reject", "unknown"; "allowed", "blocked", "unknown".
std::string_view id_of(Consent consent);
std::string_view id_of(ThirdPartyCookies mode);
std::optional<Consent> parse_consent(std::string_view id);

// One fresh profile, or one HAR file.
struct Visit {
  std::string source;  // "Chromium 156.0.8078.79", or the file's name
  // The choice that was to be made; the records below say which was in force when they were made.
  Consent wanted = Consent::Unknown;
  ThirdPartyCookies third_party = ThirdPartyCookies::Unknown;
  // Profiles of one consent and mode, told apart: what differs between them may name a browser.
  uint32_t observer = 0;
  std::string choice;  // how the choice went, in words; empty if none was to be made
  std::vector<std::string> pages;
};

// When and where a record was made.
struct Moment {
  uint32_t visit = 0;  // index into Observation::visits
  Consent consent = Consent::Unknown;
  std::string page;  // address of the top-level page
  std::optional<TimePoint> time;
};

using NameValue = std::pair<std::string, std::string>;

struct Request {
  Moment at;
  std::string url;
  std::string method;
  // In the words of Chromium's protocol, lower case: "document", "script", "image", "stylesheet",
  // "font", "media", "xhr", "fetch", "ping", "websocket", "other". Frames' documents are
  // "subdocument".
  std::string type = "other";
  std::string asked_by;  // address of the script or document that caused it, if known
  int status = 0;        // 0: no answer seen
  std::string referer;
  std::string location;  // where a redirect goes, absolute
  std::string post_data;
  std::vector<NameValue> cookies;  // those sent
};

struct CookieSet {
  Moment at;
  bool by_script = false;
  // Address of the response, or of the script (empty where the stack does not tell).
  std::string setter;
  // Address of the document that a script wrote into; the same as `setter` for a header.
  std::string url;
  std::string line;     // the Set-Cookie header's value, or what was assigned to document.cookie
  std::string refused;  // why the browser did not take it, in its own words
};

// A cookie in the browser's jar at the end of a visit.
struct CookieKept {
  Moment at;
  std::string name;
  std::string value;
  std::string domain;  // without a leading dot
  bool host_only = true;
  std::string path;
  bool secure = false;
  bool http_only = false;
  cookies::SameSite same_site = cookies::SameSite::Unset;
  std::optional<TimePoint> expires;  // none: until the browser ends
  std::string top_site;              // of a partitioned cookie
};

// Something in another store: written by a script that was seen, or found at the end.
struct StorageSeen {
  Moment at;
  cookies::Store store = cookies::Store::LocalStorage;
  std::string origin;
  std::string top_site;  // of a partitioned store
  std::string name;
  std::string value;
  std::string script;  // who wrote it, if seen
  bool kept = false;   // found at the end
};

// A use of an interface that can tell browsers apart (reference C.4's definitions).
struct FingerprintSign {
  Moment at;
  std::string technique;  // "canvas", "canvas fonts", "audio", "WebRTC"
  std::string script;
  std::string evidence;
};

// What could not be read or done; the rest stands.
struct Problem {
  std::string where;
  std::string why;
  bool operator==(const Problem&) const = default;
};

struct Observation {
  std::vector<Visit> visits;
  std::vector<Request> requests;
  std::vector<CookieSet> cookies_set;
  std::vector<CookieKept> cookies_kept;
  std::vector<StorageSeen> storage;
  std::vector<FingerprintSign> fingerprints;
  std::vector<Problem> problems;

  // Adds what another observation saw; its visits keep their order after ours.
  void append(Observation other);
  // A page that led elsewhere: its records belong to where it led.
  void rename_page(std::string_view from, const std::string& to);
};

// What any source may add of one kind; more is left out and named as a problem.
inline constexpr size_t kRecordsMax = 200'000;
// Longer texts (addresses, values, bodies) are cut.
inline constexpr size_t kTextBytesMax = 64 * 1024;

// The text, at most kTextBytesMax bytes of it.
std::string cut(std::string_view text);

}  // namespace glassjar::audit

// Rights: which key opens what, and the access event that goes before it.
#pragma once

#include <string_view>

#include "access_log/access_log.h"
#include "base/result.h"
#include "consent/jar_keys.h"
#include "sites/directory.h"

namespace glassjar::jar {

enum class Act : uint8_t {
  Open,      // counts, purposes, openings, lessons
  Pages,     // the list of page views
  Download,  // all of it in one file
  Continue,  // the pages begun and not finished, on the person's own screen
  Empty,
};

// A jar cookie opens all that was written by its own browser, which is all that a jar holds as
// long as it has one kind of key. Writes the access event of an act that discloses; Continue
// discloses nothing new to the browser that read those pages, and the log of Empty would go with
// the jar. Unauthenticated when the cookie opens no jar of the site's owner.
Result<storage::Jar> admit(storage::Transaction& records, access_log::AccessLog& access_log,
                           const sites::KnownSite& site, const consent::Browser& browser, Act act,
                           TimePoint now);

}  // namespace glassjar::jar

// Choices: a person says how long this browser may be remembered, or no.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "consent/jar_keys.h"
#include "consent/remembered.h"
#include "sites/directory.h"
#include "storage/records/record_store.h"
#include "storage/spool.h"

namespace glassjar::consent {

struct Choice {
  // None: don't count me.
  std::optional<storage::KeepFor> keep_for;
  // The page on which it was chosen: remembering begins with this page's events. May be unset.
  model::PageLoadId page_load{};
};

// "visit", "30d", "13m" or "no"; InvalidArgument that lists them.
Result<Choice> choice_named(std::string_view name, model::PageLoadId page_load);

// What this browser is to the owner of a site, without looking into the jar.
struct Standing {
  bool said_no = false;
  // A jar opens with this browser's cookie.
  std::optional<storage::Jar> jar;
  // When today's anonymous number can no longer be made again: the site's next midnight.
  TimePoint number_loses_key_at;
};

class Choices {
 public:
  // All outlive the object.
  Choices(storage::RecordStore& records, storage::Spool& spool, Remembered& remembered,
          NewJars& new_jars, const Clock& clock, Random& random)
      : records_(records),
        spool_(spool),
        remembered_(remembered),
        new_jars_(new_jars),
        clock_(clock),
        random_(random) {}

  // The person chose to be remembered. A new key replaces the browser's old one, so that a cookie
  // that someone planted or copied opens nothing. The latest choice decides how long the whole jar
  // is kept. Returns the key for the browser to hold; a no it said before is over.
  Result<IssuedKey> remember(const sites::KnownSite& site, storage::KeepFor keep_for,
                             model::PageLoadId page_load, const Browser& browser);
  // The person said no. A jar stays to be opened and emptied, but remembers nothing more.
  Result<void> say_no(const sites::KnownSite& site, const Browser& browser);
  // This browser's key opens nothing any more; what the jar holds stays until it expires.
  Result<void> close(const Browser& browser);

  Result<Standing> standing(const sites::KnownSite& site, const Browser& browser);

 private:
  Result<void> log_choice(model::SiteId site, model::PageLoadId page_load, const storage::Jar& jar);

  storage::RecordStore& records_;
  storage::Spool& spool_;
  Remembered& remembered_;
  NewJars& new_jars_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace glassjar::consent

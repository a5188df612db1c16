// What is wrong, or worth knowing, about what a site leaves: judged from the inventory and, where
// there is one, the declared list.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/declared.h"
#include "audit/inventory.h"
#include "audit/syncs.h"

namespace glassjar::audit {

enum class Kind : uint8_t {
  BeforeConsent,         // left before a choice, and not known to be necessary
  AfterReject,           // left after everything was rejected
  TrackerBeforeConsent,  // a tracker was called before a choice or after rejecting
  Undeclared,
  NotSeen,
  WrongParty,
  WrongCategory,
  WrongLifetime,
  Sync,
  ThirdPartyIdentifier,
  Tracker,
  LongLifetime,
  NotSecure,
  NoHttpOnly,
  NoSameSite,
  Fingerprinting,
};

// What people and programs call a kind, and why it matters.
struct KindInfo {
  Kind kind;
  std::string_view id;     // "before-consent"
  std::string_view title;  // "Left before a choice was made"
  std::string_view why;    // a sentence or two for who is not an engineer
};
std::span<const KindInfo> kinds();  // in the order of reports
const KindInfo& info(Kind kind);
std::optional<Kind> parse_kind(std::string_view id);

struct Finding {
  Kind kind = Kind::Undeclared;
  std::string subject;  // "cookie _ga of example.org"
  std::string summary;  // a sentence
  std::vector<std::string> evidence;
};

// More than this from when it was set: the French CNIL's limit for what needs no consent (13
// months, guidelines of 17 September 2020), which audits use for all.
inline constexpr seconds kLongLifetime = days(396);

// One site's audit, whole: what the reports are written from.
struct Audit {
  TimePoint made;
  Observation seen;
  Inventory inventory;
  std::vector<Sync> syncs;
  bool has_declared = false;
  std::vector<Declared> declared;
  std::vector<Finding> findings;  // by kind, in the order of kinds()
  // Where tracker verdicts come from: names of the filter lists; empty if there were none.
  std::vector<std::string> lists;

  size_t count(Kind kind) const;
};

// Judges; `declared` absent means that there is no list to hold the site to.
Audit make_audit(Observation seen, const cookies::Trackers& trackers,
                 std::optional<std::vector<Declared>> declared, TimePoint now);

// "cookie _ga of example.org", "local storage key x of https://…".
std::string subject_of(const FoundItem& item);

}  // namespace glassjar::audit

// The kinds of findings, and an audit as a whole.
#include "audit/findings.h"

#include <fmt/core.h>

#include <algorithm>

#include "audit/judge.h"

namespace glassjar::audit {
namespace {

constexpr KindInfo kKinds[] = {
    {Kind::BeforeConsent, "before-consent", "Left before a choice was made",
     "What is not strictly necessary may be stored on a person's device only after they have "
     "agreed "
     "(ePrivacy Directive, article 5(3))."},
    {Kind::AfterReject, "after-reject", "There although everything was rejected",
     "After a no, only what is strictly necessary may be stored or remain."},
    {Kind::TrackerBeforeConsent, "tracker-before-consent", "Trackers called without consent",
     "A call alone tells the tracker the person's address and the page, whether or not it leaves a "
     "cookie."},
    {Kind::Undeclared, "undeclared", "Not in the declared list",
     "People must be told of everything that is stored on their device."},
    {Kind::NotSeen, "not-seen", "Declared, but not seen",
     "The list promises what the visited pages did not do: out of date, or on other pages."},
    {Kind::WrongParty, "wrong-party", "Declared for the wrong party",
     "The list names another domain than the one that holds the item."},
    {Kind::WrongCategory, "wrong-category", "Declared under the wrong category",
     "The Open Cookie Database knows the item for another purpose."},
    {Kind::WrongLifetime, "wrong-lifetime", "Stays longer than declared",
     "People must be told how long an item stays."},
    {Kind::Sync, "sync", "Identifiers shared with others",
     "One party's name for a browser reaches another, which can then put together what both know."},
    {Kind::ThirdPartyIdentifier, "third-party-identifier", "Third parties that recognise a browser",
     "An identifier of a third party follows a person from site to site."},
    {Kind::Tracker, "tracker", "Trackers called",
     "Hosts that filter lists or open data name as trackers, advertising or analytics."},
    {Kind::LongLifetime, "long-lifetime", "Stay longer than 13 months",
     "The French supervisory authority's limit; browsers cut cookies at 400 days, the site asked "
     "for "
     "more or nearly as much."},
    {Kind::NotSecure, "not-secure", "Cookies without Secure",
     "Set over HTTPS, yet sent over plain connections too, where others can read them."},
    {Kind::NoHttpOnly, "no-http-only", "Cookies without HttpOnly",
     "Set by the server only, yet every script on the page can read them."},
    {Kind::NoSameSite, "no-same-site", "Cookies without SameSite",
     "Browsers then choose by themselves whether other sites' requests carry the cookie."},
    {Kind::Fingerprinting, "fingerprinting", "Signs of fingerprinting",
     "Scripts used interfaces in the way that tells browsers apart without storing anything."},
};

}  // namespace

std::span<const KindInfo> kinds() { return kKinds; }

const KindInfo& info(Kind kind) { return kKinds[static_cast<size_t>(kind)]; }

std::optional<Kind> parse_kind(std::string_view id) {
  for (const KindInfo& each : kKinds)
    if (each.id == id) return each.kind;
  return std::nullopt;
}

size_t Audit::count(Kind kind) const {
  return static_cast<size_t>(std::count_if(findings.begin(), findings.end(),
                                           [&](const Finding& each) { return each.kind == kind; }));
}

std::string subject_of(const FoundItem& item) {
  return fmt::format("{} \"{}\" of {}", cookies::name_of(item.store), item.name, item.domain);
}

Audit make_audit(Observation seen, const cookies::Trackers& trackers,
                 std::optional<std::vector<Declared>> declared, TimePoint now) {
  Audit audit;
  audit.made = now;
  audit.seen = std::move(seen);
  audit.inventory = take_inventory(audit.seen, trackers, now);
  audit.syncs = find_syncs(audit.seen, audit.inventory);
  audit.has_declared = declared.has_value();
  if (declared) audit.declared = std::move(*declared);
  judge_items(audit, audit.findings);
  if (audit.has_declared) judge_declared(audit, audit.findings);
  std::stable_sort(audit.findings.begin(), audit.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.kind < b.kind; });
  return audit;
}

}  // namespace glassjar::audit

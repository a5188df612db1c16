// Findings about items, hosts and syncs by themselves.
#include <fmt/core.h>

#include "audit/judge.h"
#include "cookies/registrable_domain.h"

namespace glassjar::audit {
namespace {

using cookies::Identifies;

// The category that decides: the database's, else the site's own word.
std::string_view category_of(const FoundItem& item, const Audit& audit) {
  if (!item.purpose.empty()) return plain_category(item.purpose);
  const Declared* entry = entry_for(item, audit.declared, /*by_name_only=*/false);
  return entry == nullptr ? std::string_view() : plain_category(entry->category);
}

std::vector<std::string> evidence_of(const FoundItem& item) {
  std::vector<std::string> evidence;
  for (const Setter& setter : item.setters) {
    const std::string_view by = setter.by_script ? "script" : "response";
    const std::string from = setter.address.empty() ? "with an unknown address" : setter.address;
    evidence.push_back(fmt::format("set by a {}: {}, on {}", by, from, setter.page));
  }
  if (item.only_sent)
    evidence.emplace_back(
        "sent with requests, but not seen being set: it was there before, or a "
        "script set it");
  if (!item.purpose_because.empty()) evidence.push_back(item.purpose_because);
  return evidence;
}

void add_all(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// Why an item is not taken for necessary; empty if it may be.
std::string needs_consent(const FoundItem& item, const Audit& audit) {
  const std::string_view category = category_of(item, audit);
  if (is_necessary(category)) return {};
  if (!category.empty()) return fmt::format("its purpose is {}", category);
  if (item.identifier.verdict != Identifies::No)
    return "it can name a browser, its purpose is unknown";
  if (item.third_party) return fmt::format("it is {}'s, its purpose is unknown", item.owner);
  return {};
}

class Judge {
 public:
  Judge(const Audit& audit, std::vector<Finding>& findings) : audit_(audit), findings_(findings) {}

  void consent(const FoundItem& item) {
    if (!item.refused.empty() || item.only_sent) return;
    const std::string why = needs_consent(item, audit_);
    if (why.empty()) return;
    const auto told = [&](Kind kind, std::string_view when) {
      Finding& finding = add(kind, subject_of(item), fmt::format("{}: {}", when, why));
      finding.evidence = evidence_of(item);
      add_all(finding.evidence, item.identifier.verdict == Identifies::No
                                    ? std::vector<std::string>{}
                                    : item.identifier.evidence);
    };
    if (item.seen.before_choice()) told(Kind::BeforeConsent, "Left before any choice");
    if (item.seen.consents.contains(Consent::Rejected))
      told(Kind::AfterReject, "Set or still there after everything was rejected");
  }

  void identifier(const FoundItem& item) {
    const bool there = item.refused.empty() && item.third_party;
    if (!there || item.identifier.verdict == Identifies::No) return;
    Finding& finding = add(Kind::ThirdPartyIdentifier, subject_of(item),
                           fmt::format("{} can recognise the browser by it", item.owner));
    finding.evidence = item.identifier.evidence;
    add_all(finding.evidence, evidence_of(item));
  }

  void lifetime(const FoundItem& item) {
    if (item.store != cookies::Store::Cookie || !item.lifetime || *item.lifetime <= kLongLifetime)
      return;
    add(Kind::LongLifetime, subject_of(item),
        fmt::format("The site asked for {}", retention_in_words(item.lifetime)))
        .evidence = evidence_of(item);
  }

  // Flags are the site owner's to set, on the site's own cookies.
  void flags(const FoundItem& item) {
    const bool own = item.store == cookies::Store::Cookie && !item.third_party && !item.only_sent &&
                     item.refused.empty();
    if (!own) return;
    if (item.over_https && !item.secure)
      add(Kind::NotSecure, subject_of(item), "Set over HTTPS without Secure").evidence =
          evidence_of(item);
    bool by_script = item.setters.empty();
    for (const Setter& setter : item.setters) by_script = by_script || setter.by_script;
    if (!by_script && !item.http_only)
      add(Kind::NoHttpOnly, subject_of(item), "Set by the server, readable by scripts").evidence =
          evidence_of(item);
    if (item.same_site == cookies::SameSite::Unset)
      add(Kind::NoSameSite, subject_of(item), "Set without SameSite").evidence = evidence_of(item);
  }

  void host(const FoundHost& host) {
    if (!host.tracker) return;
    std::vector<std::string> evidence = host.because;
    evidence.push_back(fmt::format("{} request{}, such as {}", host.requests,
                                   host.requests == 1 ? "" : "s", host.example));
    if (!host.asked_by.empty()) evidence.push_back("asked for by " + host.asked_by);
    const std::string subject = fmt::format("{} ({})", host.host, host.owner);
    const bool before = host.seen.before_choice();
    const bool after_no = host.seen.consents.contains(Consent::Rejected);
    if (before || after_no)
      add(Kind::TrackerBeforeConsent, subject,
          before && after_no ? "Called before any choice and after everything was rejected"
          : before           ? "Called before any choice"
                             : "Called after everything was rejected")
          .evidence = evidence;
    add(Kind::Tracker, subject,
        host.category.empty() ? "A tracker was called"
                              : fmt::format("A tracker was called ({})", host.category))
        .evidence = std::move(evidence);
  }

  void sync(const Sync& sync) {
    const FoundItem& item = audit_.inventory.items[sync.item];
    Finding& finding = add(Kind::Sync, subject_of(item),
                           fmt::format("{}'s identifier reaches {} at {} {}, {}", sync.from,
                                       sync.to, sync.to_host, in_words(sync.channel), sync.form));
    finding.evidence.push_back(fmt::format("{} request{}, such as {}", sync.requests,
                                           sync.requests == 1 ? "" : "s", sync.example));
    add_all(finding.evidence, item.identifier.evidence);
  }

  void fingerprint(const FingerprintSign& sign) {
    const std::string from = sign.script.empty() ? "a script with an unknown address" : sign.script;
    const std::string subject = fmt::format("{} by {}", sign.technique, from);
    for (const Finding& known : findings_)
      if (known.kind == Kind::Fingerprinting && known.subject == subject) return;
    Finding& finding = add(Kind::Fingerprinting, subject, "As scripts do that recognise browsers");
    finding.evidence = {sign.evidence, "on " + sign.at.page};
  }

 private:
  Finding& add(Kind kind, std::string subject, std::string summary) {
    findings_.push_back(
        Finding{.kind = kind, .subject = std::move(subject), .summary = std::move(summary)});
    return findings_.back();
  }

  const Audit& audit_;
  std::vector<Finding>& findings_;
};

}  // namespace

void judge_items(const Audit& audit, std::vector<Finding>& findings) {
  Judge judge(audit, findings);
  for (const FoundItem& item : audit.inventory.items) {
    judge.consent(item);
    judge.identifier(item);
    judge.lifetime(item);
    judge.flags(item);
  }
  for (const FoundHost& host : audit.inventory.hosts) judge.host(host);
  for (const Sync& sync : audit.syncs) judge.sync(sync);
  for (const FingerprintSign& sign : audit.seen.fingerprints) judge.fingerprint(sign);
}

}  // namespace glassjar::audit

// An audit as people and programs read it.
#pragma once

#include <set>
#include <string>

#include "audit/findings.h"

namespace glassjar::audit {

// For the terminal: counts, findings, items. No value of a cookie is in any report.
std::string text_report(const Audit& audit);

// docs/audit.schema.json is its schema.
std::string json_report(const Audit& audit);

// One file without anything from elsewhere, for a browser, a printer, a lawyer.
std::string html_report(const Audit& audit);

// One test case a finding and one a kind without findings; findings of `failing` kinds are
// failures.
std::string junit_report(const Audit& audit, const std::set<Kind>& failing);

// A declared list to start from: what was seen, with what open data knows of it. What it does not
// know is left empty for the owner to fill in.
std::vector<Declared> declared_from(const Audit& audit);

// The site's own page about its cookies, from a list.
std::string cookie_page(const std::vector<Declared>& list, std::string_view site, TimePoint made);

// "before any choice, after accepting".
std::string in_words(const std::set<Consent>& consents);
std::string in_words(cookies::SameSite same_site);

}  // namespace glassjar::audit

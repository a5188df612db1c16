// Words that the reports share.
#include "audit/report.h"

namespace glassjar::audit {

std::string in_words(const std::set<Consent>& consents) {
  std::string words;
  for (const Consent consent : consents) {
    if (!words.empty()) words += ", ";
    switch (consent) {
      case Consent::Unknown:
        words += "consent unknown";
        break;
      case Consent::Before:
        words += "before any choice";
        break;
      case Consent::Accepted:
        words += "after accepting";
        break;
      case Consent::Rejected:
        words += "after rejecting";
        break;
    }
  }
  return words;
}

std::string in_words(cookies::SameSite same_site) {
  switch (same_site) {
    case cookies::SameSite::None:
      return "None";
    case cookies::SameSite::Lax:
      return "Lax";
    case cookies::SameSite::Strict:
      return "Strict";
    case cookies::SameSite::Unset:
      break;
  }
  return "not given";
}

}  // namespace glassjar::audit

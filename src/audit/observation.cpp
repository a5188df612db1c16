// Names of states, and joining what several visits saw.
#include "audit/observation.h"

#include <algorithm>
#include <iterator>

namespace glassjar::audit {
namespace {

template <class Record>
void append_records(std::vector<Record>& to, std::vector<Record> from, uint32_t first_visit) {
  for (Record& record : from) record.at.visit += first_visit;
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

template <class Record>
void append_plain(std::vector<Record>& to, std::vector<Record> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::string_view id_of(Consent consent) {
  switch (consent) {
    case Consent::Unknown:
      return "unknown";
    case Consent::Before:
      return "before";
    case Consent::Accepted:
      return "accept";
    case Consent::Rejected:
      return "reject";
  }
  return "unknown";
}

std::string_view id_of(ThirdPartyCookies mode) {
  switch (mode) {
    case ThirdPartyCookies::Unknown:
      return "unknown";
    case ThirdPartyCookies::Allowed:
      return "allowed";
    case ThirdPartyCookies::Blocked:
      return "blocked";
  }
  return "unknown";
}

std::optional<Consent> parse_consent(std::string_view id) {
  for (const Consent each : {Consent::Before, Consent::Accepted, Consent::Rejected})
    if (id == id_of(each)) return each;
  return std::nullopt;
}

void Observation::append(Observation other) {
  const auto first = static_cast<uint32_t>(visits.size());
  append_plain(visits, std::move(other.visits));
  append_records(requests, std::move(other.requests), first);
  append_records(cookies_set, std::move(other.cookies_set), first);
  append_records(cookies_kept, std::move(other.cookies_kept), first);
  append_records(storage, std::move(other.storage), first);
  append_records(fingerprints, std::move(other.fingerprints), first);
  // What every visit met is one problem.
  for (Problem& problem : other.problems)
    if (std::find(problems.begin(), problems.end(), problem) == problems.end())
      problems.push_back(std::move(problem));
}

void Observation::rename_page(std::string_view from, const std::string& to) {
  const auto rename = [&](auto& records) {
    for (auto& record : records)
      if (record.at.page == from) record.at.page = to;
  };
  rename(requests);
  rename(cookies_set);
  rename(cookies_kept);
  rename(storage);
  rename(fingerprints);
}

std::string cut(std::string_view text) { return std::string(text.substr(0, kTextBytesMax)); }

}  // namespace glassjar::audit

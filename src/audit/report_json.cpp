// The audit as JSON (docs/audit.schema.json).
#include <boost/json/serialize.hpp>

#include "audit/html.h"
#include "audit/json_fields.h"
#include "audit/report.h"

namespace glassjar::audit {
namespace {

namespace json = boost::json;

// JSON is UTF-8: what a site sent in another form is shown with replacement characters.
json::string clean(std::string_view text) { return json::string(valid_utf8(text)); }

template <class List>
json::array texts(const List& list) {
  json::array array;
  for (const auto& each : list) array.push_back(clean(each));
  return array;
}

template <class Set>
json::array ids(const Set& set) {
  json::array array;
  for (const auto& each : set) array.push_back(json::string(id_of(each)));
  return array;
}

json::object seen_json(const Sightings& seen) {
  return {{"consent", ids(seen.consents)},
          {"third_party_cookies", ids(seen.modes)},
          {"pages", texts(seen.pages)}};
}

json::value same_site_json(cookies::SameSite same_site) {
  if (same_site == cookies::SameSite::Unset) return nullptr;
  return json::string(in_words(same_site));
}

json::object visit_json(const Visit& visit) {
  return {{"source", clean(visit.source)},
          {"consent", id_of(visit.wanted)},
          {"third_party_cookies", id_of(visit.third_party)},
          {"profile", visit.observer + 1},
          {"choice", clean(visit.choice)},
          {"pages", texts(visit.pages)}};
}

json::object item_json(const FoundItem& item) {
  json::object out{{"store", cookies::id_of(item.store)},
                   {"name", clean(item.name)},
                   {"domain", clean(item.domain)},
                   {"party", item.third_party ? "third" : "first"},
                   {"partition", clean(item.top_site)},
                   {"owner", clean(item.owner)},
                   {"category", clean(item.purpose)},
                   {"platform", clean(item.platform)},
                   {"description", clean(item.description)},
                   {"reason", clean(item.purpose_because)},
                   {"tracker", item.tracker},
                   {"tracker_reasons", texts(item.tracker_because)},
                   {"kept", item.kept},
                   {"only_sent", item.only_sent},
                   {"refused", clean(item.refused)},
                   {"seen", seen_json(item.seen)}};
  json::array setters;
  for (const Setter& setter : item.setters)
    setters.push_back(json::object{{"by", setter.by_script ? "script" : "response"},
                                   {"address", clean(setter.address)},
                                   {"page", clean(setter.page)}});
  out["set_by"] = std::move(setters);
  out["identifier"] = {{"verdict", cookies::id_of(item.identifier.verdict)},
                       {"score", item.identifier.score},
                       {"evidence", texts(item.identifier.evidence)}};
  if (item.store != cookies::Store::Cookie) return out;
  json::object cookie{{"path", clean(item.path)},
                      {"host_only", item.host_only},
                      {"secure", item.secure},
                      {"http_only", item.http_only},
                      {"same_site", same_site_json(item.same_site)},
                      {"lifetime_seconds", nullptr}};
  if (item.lifetime) cookie["lifetime_seconds"] = item.lifetime->count();
  out["cookie"] = std::move(cookie);
  return out;
}

json::object host_json(const FoundHost& host) {
  return {{"host", clean(host.host)},         {"owner", clean(host.owner)},
          {"category", clean(host.category)}, {"tracker", host.tracker},
          {"reasons", texts(host.because)},   {"requests", host.requests},
          {"types", texts(host.types)},       {"got_cookies", host.got_cookies},
          {"example", clean(host.example)},   {"asked_by", clean(host.asked_by)},
          {"seen", seen_json(host.seen)}};
}

json::object sync_json(const Sync& sync, const Audit& audit) {
  const FoundItem& item = audit.inventory.items[sync.item];
  return {{"store", cookies::id_of(item.store)},
          {"name", clean(item.name)},
          {"domain", clean(item.domain)},
          {"from", clean(sync.from)},
          {"to", clean(sync.to)},
          {"to_host", clean(sync.to_host)},
          {"channel", in_words(sync.channel)},
          {"form", sync.form},
          {"requests", sync.requests},
          {"example", clean(sync.example)},
          {"seen", seen_json(sync.seen)}};
}

template <class List, class ToJson>
json::array each(const List& list, ToJson to_json) {
  json::array array;
  for (const auto& one : list) array.push_back(to_json(one));
  return array;
}

}  // namespace

std::string json_report(const Audit& audit) {
  json::object counts;
  for (const KindInfo& kind : kinds()) counts[kind.id] = audit.count(kind.kind);
  json::object report{
      {"format", "glassjar-audit/1"},        {"made_by", "glassjar " GLASSJAR_VERSION},
      {"made", to_iso(audit.made)},          {"site", clean(audit.inventory.site)},
      {"tracker_lists", texts(audit.lists)}, {"declared_entries", nullptr},
      {"counts", std::move(counts)}};
  if (audit.has_declared) report["declared_entries"] = audit.declared.size();
  report["visits"] = each(audit.seen.visits, visit_json);
  report["items"] = each(audit.inventory.items, item_json);
  report["hosts"] = each(audit.inventory.hosts, host_json);
  report["syncs"] = each(audit.syncs, [&](const Sync& sync) { return sync_json(sync, audit); });
  report["findings"] = each(audit.findings, [](const Finding& finding) {
    return json::object{{"kind", info(finding.kind).id},
                        {"title", info(finding.kind).title},
                        {"subject", clean(finding.subject)},
                        {"summary", clean(finding.summary)},
                        {"evidence", texts(finding.evidence)}};
  });
  report["problems"] = each(audit.seen.problems, [](const Problem& problem) {
    return json::object{{"where", clean(problem.where)}, {"why", clean(problem.why)}};
  });
  return json::serialize(report) + "\n";
}

}  // namespace glassjar::audit

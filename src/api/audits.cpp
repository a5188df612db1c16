// Reading an audit's report as far as the server must understand it, and handing it out.
#include "api/audits.h"

#include <boost/json.hpp>

#include "api/errors.h"
#include "api/json_body.h"
#include "sites/last_audit.h"

namespace glassjar::api {
namespace {

namespace json = boost::json;
using Site = std::shared_ptr<const sites::KnownSite>;

constexpr size_t kHostBytesMax = 253;
constexpr size_t kTimeBytesMax = 40;
constexpr std::string_view kFormat = "glassjar-audit/1";
// The kinds of findings that contradict the declared list (docs/audit.schema.json).
constexpr std::string_view kContradictions[] = {"undeclared", "wrong-party", "wrong-category",
                                                "wrong-lifetime"};

Result<Site> site_named(std::string_view host, const SitesDeps& deps) {
  if (Site site = deps.directory.find(host)) return site;
  return fail(ErrorCode::NotFound, "site \"{}\": unknown", host);
}

// An audit is of a registrable domain; the site's host is it or lies under it.
bool is_of(std::string_view host, std::string_view domain) {
  return host == domain || (host.ends_with(domain) && host.size() > domain.size() &&
                            host[host.size() - domain.size() - 1] == '.');
}

Result<bool> agrees(const json::object& report) {
  const json::value* counts = report.if_contains("counts");
  if (counts == nullptr || !counts->is_object())
    return fail(ErrorCode::InvalidArgument, "report.counts: an object is missing");
  for (const std::string_view kind : kContradictions)
    if (TRY(optional_number_field(counts->get_object(), kind)) > 0) return false;
  return true;
}

Result<std::string> declared_list(const json::object& body) {
  const json::value* declared = body.if_contains("declared");
  if (declared == nullptr || declared->is_null()) return std::string();
  if (!declared->is_array())
    return fail(ErrorCode::InvalidArgument, "declared: must be an array or null");
  for (const json::value& entry : declared->get_array())
    if (!entry.is_object())
      return fail(ErrorCode::InvalidArgument, "declared: every entry must be an object");
  return json::serialize(*declared);
}

Result<net::Response> try_put(const net::Request& request, SitesDeps& deps) {
  const Site site = TRY(site_named(request.param("host"), deps));
  const json::object body = TRY(read_object(request.body));
  const json::value* report = body.if_contains("report");
  if (report == nullptr || !report->is_object())
    return fail(ErrorCode::InvalidArgument, "report: an object is missing");
  const json::object& told = report->get_object();
  if (TRY(text_field(told, "format", kTimeBytesMax)) != kFormat)
    return fail(ErrorCode::InvalidArgument, "report.format: must be \"{}\"", kFormat);
  const std::string domain = TRY(text_field(told, "site", kHostBytesMax));
  if (!is_of(site->record.host, domain))
    return fail(ErrorCode::InvalidArgument, "report.site: {} is not the site {}", domain,
                site->record.host);
  const TimePoint made = TRY(parse_time(TRY(text_field(told, "made", kTimeBytesMax))));
  std::string declared = TRY(declared_list(body));
  const bool holds = TRY(agrees(told));
  sites::FreshAudit audit{.made = made,
                          .report = json::serialize(told),
                          .declared = std::move(declared),
                          .agrees = holds};
  TRY(sites::keep_audit(deps.records, site->record.id, std::move(audit)));
  return no_content();
}

json::value time_or_null(const std::optional<TimePoint>& time) {
  return time ? json::value(to_iso(*time)) : json::value(nullptr);
}

// What was parsed and written by put_audit.
json::value stored(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::parse(text);
}

Result<net::Response> try_show(const net::Request& request, SitesDeps& deps) {
  const Site site = TRY(site_named(request.param("host"), deps));
  const auto audit = TRY(sites::last_audit(deps.records, site->record.id));
  if (!audit) return json_answer(200, json::object{{"audit", nullptr}});
  return json_answer(200, json::object{{"audit",
                                        {{"at", to_iso(audit->at)},
                                         {"proven", time_or_null(audit->proven)},
                                         {"report", stored(audit->report)},
                                         {"declared", stored(audit->declared)}}}});
}

Result<net::Response> try_show_declared(const net::Request& request, SitesDeps& deps) {
  const Site site = TRY(site_named(request.query_param("site"), deps));
  const auto audit = TRY(sites::last_audit(deps.records, site->record.id));
  json::object out{{"declared", json::array()}, {"audited", nullptr}, {"proven", nullptr}};
  if (audit) {
    if (!audit->declared.empty()) out["declared"] = stored(audit->declared);
    out["audited"] = to_iso(audit->at);
    out["proven"] = time_or_null(audit->proven);
  }
  return json_answer(200, out);
}

}  // namespace

net::Response put_audit(const net::Request& request, SitesDeps& deps) {
  return answer(try_put(request, deps), request);
}
net::Response show_audit(const net::Request& request, SitesDeps& deps) {
  return answer(try_show(request, deps), request);
}
net::Response show_declared(const net::Request& request, SitesDeps& deps) {
  return answer(try_show_declared(request, deps), request);
}

}  // namespace glassjar::api

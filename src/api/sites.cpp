// Adding, listing and looking at sites.
#include "api/sites.h"

#include <boost/json.hpp>

#include "api/errors.h"
#include "api/json_body.h"
#include "api/own_url.h"
#include "api/reach.h"
#include "api/tags.h"
#include "model/drop_reason.h"

namespace glassjar::api {
namespace {

namespace json = boost::json;
using Site = std::shared_ptr<const sites::KnownSite>;

constexpr size_t kHostBytesMax = 253;
constexpr size_t kZoneBytesMax = 64;
constexpr minutes kCurrent{5};

Result<Site> site_of(const net::Request& request, const SitesDeps& deps) {
  const std::string_view host = request.param("host");
  if (Site site = deps.directory.find(host)) return site;
  return fail(ErrorCode::NotFound, "site \"{}\": unknown", host);
}

json::object summary(const sites::KnownSite& site) {
  return {
      {"host", site.record.host}, {"zone", site.record.zone}, {"added", to_iso(site.record.added)}};
}

void add_tags(json::object& out, const sites::KnownSite& site, const net::Request& request,
              const SitesDeps& deps) {
  const Tags tags =
      tags_for(site.record.host, own_url(request, deps.own_url), upstream_url(deps.own_url));
  out["script_tag"] = tags.script_tag;
  out["widget_tag"] = tags.widget_tag;
  out["proxy"] = {{"nginx", tags.nginx}, {"caddy", tags.caddy}};
}

Result<net::Response> try_add(const net::Request& request, SitesDeps& deps) {
  const json::object body = TRY(read_object(request.body));
  const std::string host = TRY(text_field(body, "host", kHostBytesMax));
  const std::string zone = TRY(optional_text_field(body, "zone", kZoneBytesMax));
  const Site site =
      TRY(deps.directory.add(host, zone.empty() ? "Etc/UTC" : zone, deps.clock.now(), deps.floor));
  json::object out = summary(*site);
  add_tags(out, *site, request, deps);
  return json_answer(201, out);
}

json::value last_event(const std::optional<ingest::LastFate>& fate) {
  if (!fate) return nullptr;
  json::object out = {{"at", to_iso(fate->at)}, {"fate", fate->dropped ? "dropped" : "counted"}};
  if (fate->dropped) {
    out["reason"] = model::name(*fate->dropped);
    out["explain"] = model::explain(*fate->dropped);
  } else {
    out["tier"] = model::name(fate->tier);
  }
  return out;
}

// What the owner should know while setting the site up, each once.
json::array warnings(const sites::KnownSite& site, const std::optional<ingest::LastFate>& fate,
                     const Reach& reach) {
  json::array out;
  const auto warn = [&](std::string_view code, std::string_view text) {
    out.push_back({{"code", code}, {"text", text}});
  };
  if (!fate) warn("no_event_yet", "No event has come in since the server was started.");
  if (fate && fate->all_from_one_private_address)
    warn("all_from_one_private_address",
         "All events come from one private address, so that all visitors look like one: if a proxy "
         "is in front, let it send X-Forwarded-For and list it in trusted_proxies.");
  if (fate && !fate->dropped && fate->tier == model::Tier::Signal)
    warn("signal_no_id", "The last event was counted without an id: its browser sends GPC or DNT.");
  const auto cannot = cannot_remember(reach, site.record.host);
  if (cannot == CannotRemember::PlainHttp)
    warn("cookie_refused_plain_http",
         "People cannot choose to be remembered over plain HTTP: serve Glassjar over HTTPS. Where "
         "a proxy does, start Glassjar with its public URL.");
  if (cannot == CannotRemember::NotSameSite)
    warn("not_same_site",
         "People cannot choose to be remembered: serve Glassjar under the site's own name.");
  return out;
}

Result<net::Response> try_setup(const net::Request& request, SitesDeps& deps) {
  const Site site = TRY(site_of(request, deps));
  const auto fate = deps.fates.of(site->record.id);
  json::object out = {
      {"host", site->record.host},
      {"events", fate ? fate->events : 0},
      {"last_event", last_event(fate)},
      {"warnings", warnings(*site, fate, reach_of(request, deps.own_url.public_url))}};
  add_tags(out, *site, request, deps);
  return json_answer(200, out);
}

Result<net::Response> try_current(const net::Request& request, SitesDeps& deps) {
  const Site site = TRY(site_of(request, deps));
  const uint64_t visitors = TRY(deps.events.current_visitors(
      site->record.id, deps.clock.now() - kCurrent, deps.excluded.of_site(site->record.id)));
  return json_answer(200, json::object{{"visitors", visitors}});
}

Result<LocalDay> day_param(const net::Request& request, std::string_view name, LocalDay otherwise) {
  const std::string text = request.query_param(name);
  return text.empty() ? Result<LocalDay>(otherwise) : parse_day(text);
}

json::object left_out(const std::vector<storage::DailyCount>& counts) {
  json::array dropped;
  json::array undeclared;
  uint64_t said_no = 0;
  for (const storage::DailyCount& count : counts) {
    const auto reason = model::drop_reason_named(count.label);
    if (count.kind == "dropped" && reason)
      dropped.push_back(
          {{"reason", count.label}, {"explain", model::explain(*reason)}, {"count", count.count}});
    if (count.kind == "undeclared_prop")
      undeclared.push_back({{"name", count.label}, {"count", count.count}});
    if (count.kind == "no") said_no += count.count;
  }
  return {{"dropped", dropped}, {"said_no", said_no}, {"undeclared_props", undeclared}};
}

Result<net::Response> try_left_out(const net::Request& request, SitesDeps& deps) {
  const Site site = TRY(site_of(request, deps));
  const LocalDay today = site->zone.day_of(deps.clock.now());
  const LocalDay from = TRY(day_param(request, "from", today));
  const LocalDay to = TRY(day_param(request, "to", today));
  // What is still in memory belongs to the answer.
  TRY(deps.counter.flush(deps.records));
  std::vector<storage::DailyCount> counts;
  TRY(deps.records.read([&](storage::Transaction& records) -> Result<void> {
    counts = TRY(records.daily_counts().sum(site->record.id, from, to));
    return {};
  }));
  return json_answer(200, left_out(counts));
}

}  // namespace

net::Response list_sites(const net::Request&, SitesDeps& deps) {
  json::array sites;
  for (const Site& site : deps.directory.all()) sites.push_back(summary(*site));
  return json_answer(200, json::object{{"sites", sites}});
}
net::Response add_site(const net::Request& request, SitesDeps& deps) {
  return answer(try_add(request, deps), request);
}
net::Response show_setup(const net::Request& request, SitesDeps& deps) {
  return answer(try_setup(request, deps), request);
}
net::Response count_current(const net::Request& request, SitesDeps& deps) {
  return answer(try_current(request, deps), request);
}
net::Response show_left_out(const net::Request& request, SitesDeps& deps) {
  return answer(try_left_out(request, deps), request);
}

}  // namespace glassjar::api

// The steps, in the order they run.
#include "ingest/pipeline.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "ingest/strip_url.h"
#include "ingest/visitor_number.h"
#include "sites/own_hosts.h"

namespace glassjar::ingest {
namespace {

constexpr size_t kNameBytesMax = 120;
constexpr size_t kPropNameBytesMax = 100;
constexpr size_t kPropValueBytesMax = 2'000;
// 30 days and more of reading are a broken clock.
constexpr uint32_t kEngagementMsMax = 30U * 24 * 3600 * 1000;

// One event on its way through the steps.
struct Work {
  const Context& context;
  const Sender& sender;
  const Incoming& incoming;
  const sites::KnownSite& site;
  TimePoint now;
  std::shared_ptr<const Agent> agent;  // from refuse_bot on
  StrippedUrl url;                     // from strip_url on
  StrippedReferrer referrer;
  model::Event event;
};

using Verdict = std::optional<model::DropReason>;  // nothing: the event goes on
constexpr Verdict kGoesOn = std::nullopt;

Verdict refuse_prefetch(Work& work) {
  if (work.sender.prefetch) return model::DropReason::Prefetch;
  return kGoesOn;
}

// The remembered choice outranks the browser's signal: it was made here, and later.
Verdict apply_choice(Work& work) {
  if (work.sender.said_no) return model::DropReason::SaidNo;
  work.event.tier = work.sender.signal ? model::Tier::Signal : model::Tier::Anonymous;
  if (work.sender.jar_cookie.empty()) return kGoesOn;
  const auto visitor = work.context.remembered.visitor(work.sender.jar_cookie, work.site.record.id);
  if (!visitor) return kGoesOn;
  work.event.tier = model::Tier::Remembered;
  work.event.visitor = *visitor;
  return kGoesOn;
}

Verdict refuse_bot(Work& work) {
  if (work.sender.user_agent.empty()) return model::DropReason::NoUserAgent;
  work.agent = work.context.user_agents.look_up(work.sender.user_agent);
  if (work.agent->is_bot) return model::DropReason::Bot;
  return kGoesOn;
}

Verdict check_time(Work& work) {
  if (!work.sender.trusted || !work.incoming.time) return kGoesOn;
  const TimePoint time = *work.incoming.time;
  if (time > work.now + kFutureMax) return model::DropReason::InFuture;
  if (!work.sender.imported && time < work.now - kRetention) return model::DropReason::TooOld;
  work.event.time = time;
  return kGoesOn;
}

// Where the clock has gone back over a midnight, the event waits at the later day's beginning.
Verdict find_day(Work& work) {
  const model::Zone& zone = work.site.zone;
  model::Event& event = work.event;
  event.day = zone.day_of(event.time);
  const bool is_live = !work.sender.trusted || !work.incoming.time;
  if (is_live) {
    const LocalDay day = work.context.salts.day_in_force(work.site, event.day);
    if (day > event.day) event.time = std::max(event.time, zone.start_of(day));
    event.day = day;
  }
  event.utc_offset = zone.offset_at(event.time);
  return kGoesOn;
}

Verdict strip_addresses(Work& work) {
  work.url = strip_url(work.incoming.url, work.site.record.declared_query_keys);
  work.referrer = strip_referrer(work.incoming.referrer);
  return kGoesOn;
}

// A page may report for the hosts that the site lists, else for its own host and those below it.
Verdict check_hostname(Work& work) {
  if (!sites::is_host_of(work.site.record, sites::normal_host(work.url.hostname)))
    return model::DropReason::HostnameNotAllowed;
  work.event.hostname = std::move(work.url.hostname);
  work.event.path = std::move(work.url.path);
  return kGoesOn;
}

Verdict name_event(Work& work) {
  const Incoming& incoming = work.incoming;
  model::Event& event = work.event;
  event.page_load = incoming.page_load;
  event.name = strip_text(incoming.name, kNameBytesMax);
  if (incoming.name == "pageview") {
    event.kind = model::EventKind::Pageview;
  } else if (incoming.name == "engagement") {
    event.kind = model::EventKind::Engagement;
    if (incoming.engagement_ms < kEngagementMsMax) event.engagement_ms = incoming.engagement_ms;
    if (incoming.scroll_depth <= 100) event.scroll_depth = incoming.scroll_depth;
  } else {
    event.kind = model::EventKind::Custom;
    event.interactive = incoming.interactive;
  }
  return kGoesOn;
}

Verdict read_user_agent(Work& work) {
  model::Attributes& attributes = work.event.attributes;
  attributes.browser = work.agent->browser;
  attributes.browser_version = work.agent->browser_version;
  attributes.os = work.agent->os;
  attributes.os_version = work.agent->os_version;
  attributes.device = work.agent->device;
  return kGoesOn;
}

Verdict locate(Work& work) {
  work.event.attributes.country = work.context.countries.country_of(work.sender.address);
  return kGoesOn;
}

// A page of the same site that led here is no source.
Verdict name_source(Work& work) {
  const bool is_own = work.referrer.host == sites::normal_host(work.event.hostname) ||
                      work.referrer.host == work.site.record.host;
  if (is_own) work.referrer = {};
  Source source =
      work.context.sources.name({work.referrer.host, work.url.campaign, work.url.click_id});
  model::Attributes& attributes = work.event.attributes;
  attributes.referrer = std::move(work.referrer.text);
  attributes.source = std::move(source.name);
  attributes.channel = std::move(source.channel);
  attributes.utm_source = std::move(work.url.campaign.source);
  attributes.utm_medium = std::move(work.url.campaign.medium);
  attributes.utm_campaign = std::move(work.url.campaign.campaign);
  attributes.utm_content = std::move(work.url.campaign.content);
  attributes.utm_term = std::move(work.url.campaign.term);
  return kGoesOn;
}

// What no purpose declares is removed; its name is counted, so that the owner can declare it.
Verdict keep_declared_props(Work& work) {
  const auto& declared = work.site.record.declared_props;
  work.event.props = std::move(work.url.declared);
  for (const auto& [name, value] : work.incoming.props) {
    if (std::find(declared.begin(), declared.end(), name) != declared.end())
      work.event.props.emplace_back(name, strip_text(value, kPropValueBytesMax));
    else if (work.context.counter)
      work.context.counter->undeclared_prop(work.site.record.id, work.event.day,
                                            strip_text(name, kPropNameBytesMax));
  }
  return kGoesOn;
}

// The last use of address and user agent.
Verdict derive_visitor(Work& work) {
  if (work.event.tier != model::Tier::Anonymous) return kGoesOn;
  const Salt salt = work.context.salts.salt_of(work.site, work.event.day);
  work.event.visitor =
      anonymous_visitor(salt, work.site.record.id, work.sender.address, work.sender.user_agent);
  return kGoesOn;
}

struct Step {
  std::string_view name;
  Verdict (*run)(Work&);
};

// The collector's rules in the order they run. A step completes the event a little further, or
// drops it with a reason that the site's owner can read. The site is known before the first, so
// that each drop is counted where it belongs; cheap refusals come first.
constexpr Step kSteps[] = {
    {"refuse_prefetch", refuse_prefetch},
    {"apply_choice", apply_choice},  // the person's own no, GPC, DNT: before anything is derived
    {"refuse_bot", refuse_bot},
    {"check_time", check_time},
    {"find_day", find_day},
    {"strip_addresses", strip_addresses},  // host and path stay, what may name a person goes
    {"check_hostname", check_hostname},
    {"name_event", name_event},
    {"read_user_agent", read_user_agent},
    {"locate", locate},
    {"name_source", name_source},
    {"keep_declared_props", keep_declared_props},
    {"derive_visitor", derive_visitor},
};

void note_drop(const Work& work, model::DropReason reason) {
  const model::SiteId site = work.site.record.id;
  if (work.context.counter)
    work.context.counter->dropped(site, work.site.zone.day_of(work.now), reason);
  if (work.context.fates) work.context.fates->dropped(site, work.now, reason, work.sender.address);
}

// The sites that an event names, all of them known.
using SitesOfEvent = std::vector<std::shared_ptr<const sites::KnownSite>>;

Result<SitesOfEvent> find_sites(const sites::Directory& directory, std::string_view hosts) {
  SitesOfEvent found;
  for (size_t count = 0; count < kSitesPerEventMax; ++count) {
    const std::string_view host = hosts.substr(0, hosts.find(','));
    auto site = directory.find(host);
    if (!site)
      return fail(ErrorCode::NotFound, "site \"{}\": unknown; add it with glassjar site add {}",
                  host, host);
    found.push_back(std::move(site));
    if (host.size() == hosts.size()) break;
    hosts.remove_prefix(host.size() + 1);
    while (hosts.starts_with(' ')) hosts.remove_prefix(1);
  }
  return found;
}

}  // namespace

Outcome process(const Context& context, const Sender& sender, const Incoming& incoming,
                const sites::KnownSite& site) {
  Work work{context, sender, incoming, site, context.clock.now(), nullptr, {}, {}, {}};
  work.event.site = site.record.id;
  work.event.time = work.now;
  for (const Step& step : kSteps)
    if (const Verdict reason = step.run(work)) {
      note_drop(work, *reason);
      return Dropped{*reason};
    }
  if (context.fates)
    context.fates->counted(site.record.id, work.now, work.event.tier, sender.address);
  return Accepted{std::move(work.event)};
}

Result<Outcomes> process_all(const Context& context, const Sender& sender,
                             std::span<const Incoming> incoming) {
  std::vector<SitesOfEvent> sites;
  sites.reserve(incoming.size());
  for (const Incoming& event : incoming)
    sites.push_back(TRY(find_sites(context.sites, event.domain)));
  Outcomes outcomes;
  outcomes.accepted.reserve(incoming.size());
  for (size_t i = 0; i < incoming.size(); ++i)
    for (const auto& site : sites[i]) {
      Outcome outcome = process(context, sender, incoming[i], *site);
      if (auto* accepted = std::get_if<Accepted>(&outcome))
        outcomes.accepted.push_back(std::move(accepted->event));
      else
        outcomes.dropped.push_back({i, std::get<Dropped>(outcome).reason});
    }
  return outcomes;
}

model::VisitorId visitor_of_anonymous(const Context& context, const Sender& sender,
                                      const sites::KnownSite& site) {
  const LocalDay day = site.zone.day_of(context.clock.now());
  const LocalDay in_force = context.salts.day_in_force(site, day);
  return anonymous_visitor(context.salts.salt_of(site, in_force), site.record.id, sender.address,
                           sender.user_agent);
}

}  // namespace glassjar::ingest

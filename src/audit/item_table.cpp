// Rows of an inventory from what was set, kept, stored and sent.
#include "audit/item_table.h"

#include <algorithm>

#include "audit/address.h"
#include "base/ascii.h"
#include "cookies/cookie_jar.h"
#include "cookies/registrable_domain.h"
#include "cookies/set_cookie.h"
#include "cookies/who.h"

namespace glassjar::audit {
namespace {

using cookies::Store;

// What the site asked for, before the browser's own limit: Max-Age goes before Expires.
std::optional<seconds> asked_lifetime(const cookies::SetCookie& cookie, TimePoint now) {
  if (cookie.max_age) return *cookie.max_age;
  if (cookie.expires) return std::chrono::floor<seconds>(*cookie.expires - now);
  return std::nullopt;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" ||
         host == "[::1]";
}

// SameSite is left to the browser: a file does not tell whether a request was a navigation.
cookies::CookieRequest request_of(const CookieSet& set) {
  cookies::CookieRequest request;
  request.host = host_of(set.url);
  const auto address = parse_address(set.url);
  if (address && !address->path.empty()) request.path = address->path;
  request.secure = lowered(set.url).starts_with("https:") || is_loopback(request.host);
  return request;
}

void keep_longest(FoundItem& item, std::optional<seconds> lifetime) {
  if (lifetime && (!item.lifetime || *item.lifetime < *lifetime)) item.lifetime = lifetime;
}

}  // namespace

void Sightings::add(const Moment& at) {
  consents.insert(at.consent);
  if (pages.size() < kPagesPerItem) pages.insert(at.page);
}

void Sightings::add_mode(const Moment& at, const Observation& in) {
  if (at.visit < in.visits.size()) modes.insert(in.visits[at.visit].third_party);
}

size_t ItemTable::row(Store store, const std::string& name, const std::string& domain,
                      const std::string& top_site, const Moment& at) {
  const auto [found, is_new] = rows_.try_emplace(Key{store, name, domain, top_site}, items_.size());
  if (is_new) {
    FoundItem item{.store = store, .name = name, .domain = domain, .top_site = top_site};
    describe(item, at);
    items_.push_back(std::move(item));
  }
  items_[found->second].seen.add(at);
  return found->second;
}

void ItemTable::describe(FoundItem& item, const Moment& at) {
  const std::string page_host = host_of(at.page);
  item.third_party = cookies::site_of(std::string_view(item.domain)) !=
                     cookies::site_of(std::string_view(page_host));
  item.owner = cookies::owner_of(item.domain);
  item.partitioned = !item.top_site.empty();
  if (const auto purpose = cookies::purpose_of(item.name, item.domain)) {
    item.purpose = purpose->category;
    item.purpose_because = purpose->reason();
    item.description = purpose->description;
    item.platform = purpose->platform;
  }
  cookies::Item asked;
  asked.store = item.store;
  asked.host = item.domain;
  asked.name = item.name;
  const cookies::Verdict verdict = trackers_.of_item(asked);
  // What filter lists say of a host, they say of it as a third party.
  item.tracker =
      verdict.tracker && (item.third_party || cookies::is_tracking_category(item.purpose));
  item.tracker_because = verdict.reasons;
}

void ItemTable::add_setter(FoundItem& item, Setter setter) {
  const bool known = std::any_of(item.setters.begin(), item.setters.end(), [&](const Setter& each) {
    return each.by_script == setter.by_script && each.address == setter.address;
  });
  if (!known && item.setters.size() < FoundItem::kSettersMax)
    item.setters.push_back(std::move(setter));
}

void ItemTable::add_instance(size_t index, uint32_t visit, cookies::Item value) {
  value.profile = visit;
  const auto [found, is_new] = instance_of_.try_emplace({index, visit}, instances_.size());
  if (is_new)
    instances_.push_back(Instance{.item = index, .visit = visit, .value = std::move(value)});
  else
    instances_[found->second].value = std::move(value);  // the later value counts
}

void ItemTable::add(const CookieSet& set) {
  const TimePoint now = set.at.time.value_or(now_);
  const auto parsed = cookies::parse_set_cookie(set.line);
  if (!parsed) return;
  const auto judged = cookies::judge_set_cookie(set.line, request_of(set), now);
  std::string refused = set.refused;
  if (refused.empty() && judged.refusal) refused = cookies::reason_of(*judged.refusal);
  const std::string host = host_of(set.url);
  const bool host_only = parsed->domain.empty() || (judged.cookie && judged.cookie->host_only);
  const std::string& domain = host_only ? host : parsed->domain;
  if (domain.empty()) return;
  const std::optional<seconds> lifetime = asked_lifetime(*parsed, now);
  const bool removes = lifetime && *lifetime <= seconds(0);
  // A header that removes a cookie nobody has set tells nothing.
  const std::string page_host = host_of(set.at.page);
  const std::string top_site =
      parsed->partitioned ? "https://" + std::string(cookies::site_of(std::string_view(page_host)))
                          : std::string();
  if (removes && !rows_.contains(Key{Store::Cookie, parsed->name, domain, top_site})) return;
  const bool was_known = rows_.contains(Key{Store::Cookie, parsed->name, domain, top_site});
  const size_t index = row(Store::Cookie, parsed->name, domain, top_site, set.at);
  FoundItem& item = items_[index];
  if (refused.empty()) item.seen.add_mode(set.at, seen_);
  add_setter(item, Setter{set.by_script, set.setter, set.at.page});
  if (removes) return;
  if (refused.empty())
    item.refused.clear();
  else if (!was_known)
    item.refused = refused;
  item.path = judged.cookie ? judged.cookie->path : parsed->path;
  item.host_only = host_only;
  item.secure = parsed->secure;
  item.http_only = parsed->http_only && !set.by_script;
  item.same_site = parsed->same_site;
  item.over_https = item.over_https || lowered(set.url).starts_with("https:");
  keep_longest(item, lifetime);
  if (judged.cookie && refused.empty()) add_instance(index, set.at.visit, *judged.cookie);
}

void ItemTable::add(const CookieKept& kept) {
  std::string top_site = kept.top_site;
  if (!top_site.empty()) {
    const std::string host = host_of(top_site);
    top_site = "https://" + std::string(cookies::site_of(std::string_view(host)));
  }
  const size_t index = row(Store::Cookie, kept.name, kept.domain, top_site, kept.at);
  FoundItem& item = items_[index];
  item.kept = true;
  item.seen.add_mode(kept.at, seen_);
  item.refused.clear();
  item.path = kept.path;
  item.host_only = kept.host_only;
  item.secure = kept.secure;
  item.http_only = kept.http_only;
  item.same_site = kept.same_site;
  const TimePoint now = kept.at.time.value_or(now_);
  if (kept.expires && !item.lifetime)
    item.lifetime = std::chrono::ceil<seconds>(*kept.expires - now);
  cookies::Item value;
  value.host = kept.domain;
  value.name = kept.name;
  value.value = kept.value;
  value.created = now;
  value.expires = kept.expires;
  value.persistent = kept.expires.has_value();
  add_instance(index, kept.at.visit, std::move(value));
}

void ItemTable::add(const StorageSeen& storage) {
  const std::string host = host_of(storage.origin);
  if (host.empty()) return;
  const std::string page_host = host_of(storage.at.page);
  const bool third =
      cookies::site_of(std::string_view(host)) != cookies::site_of(std::string_view(page_host));
  // Chromium partitions all third-party storage; a script's report does not say so.
  const std::string top_site =
      third ? "https://" + std::string(cookies::site_of(std::string_view(page_host)))
            : std::string();
  const size_t index = row(storage.store, storage.name, host, top_site, storage.at);
  FoundItem& item = items_[index];
  item.kept = item.kept || storage.kept;
  item.seen.add_mode(storage.at, seen_);
  if (!storage.script.empty())
    add_setter(item, Setter{.by_script = true, .address = storage.script, .page = storage.at.page});
  if (storage.value.empty()) return;
  cookies::Item value;
  value.store = storage.store;
  value.host = host;
  value.origin = storage.origin;
  value.name = storage.name;
  value.value = storage.value;
  value.persistent = storage.store != Store::SessionStorage;
  add_instance(index, storage.at.visit, std::move(value));
}

void ItemTable::add_sent(const Request& request) {
  const std::string host = host_of(request.url);
  for (const auto& [name, value] : request.cookies) {
    // A row of this name that the host may read: with Domain it can be a parent's. (Named anew
    // because clang 14 captures no structured binding.)
    const auto known =
        std::find_if(items_.begin(), items_.end(), [&, &sent = name](const FoundItem& item) {
          return item.store == Store::Cookie && item.name == sent &&
                 cookies::domain_matches(host, item.domain);
        });
    if (known != items_.end()) continue;
    const size_t index = row(Store::Cookie, name, host, "", request.at);
    FoundItem& item = items_[index];
    item.only_sent = true;
    item.seen.add_mode(request.at, seen_);
    cookies::Item sent;
    sent.host = host;
    sent.name = name;
    sent.value = value;
    sent.persistent = true;  // its end is not known; identifiers are told by their form
    add_instance(index, request.at.visit, std::move(sent));
  }
}

}  // namespace glassjar::audit

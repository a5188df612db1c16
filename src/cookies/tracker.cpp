// Filter rules first, then the company's category, then the cookie's purpose.
#include "cookies/tracker.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "cookies/registrable_domain.h"
#include "cookies/who.h"

namespace glassjar::cookies {
namespace {

void add_company(std::string_view host, Verdict& verdict) {
  const auto who = who_is(host);
  if (!who) return;
  verdict.tracker = verdict.tracker || is_tracking_category(who->category);
  verdict.reasons.push_back(who->reason());
}

bool is_named_by_address(const Item& item) {
  return item.name.starts_with("https://") || item.name.starts_with("http://");
}

}  // namespace

bool is_tracking_category(std::string_view category) {
  constexpr std::array<std::string_view, 5> kTracking = {"ad", "analytics", "marketing",
                                                         "Analytics", "Marketing"};
  return std::find(kTracking.begin(), kTracking.end(), category) != kTracking.end();
}

Verdict Trackers::of_request(const filters::Request& request) const {
  Verdict verdict;
  if (rules_ != nullptr) {
    const filters::Verdict found = rules_->match(request);
    verdict.tracker = found.blocked;
    if (found.blocked) verdict.reasons.push_back(fmt::format("{}: {}", found.list, found.rule));
  }
  add_company(filters::host_of(request.url), verdict);
  return verdict;
}

Verdict Trackers::of_host(std::string_view host) const {
  const std::string url = fmt::format("https://{}/", host);
  return of_request({.url = url, .site = site_of(host)});
}

Verdict Trackers::of_item(const Item& item) const {
  const std::string url =
      is_named_by_address(item) ? item.name : fmt::format("https://{}/", item.host);
  const std::string_view page = host_of_url(item.top_site);
  Verdict verdict = of_request({.url = url,
                                .source_host = page,
                                .site = site_of(filters::host_of(url)),
                                .source_site = site_of(page)});
  const auto purpose = purpose_of(item.name, item.host);
  if (purpose && is_tracking_category(purpose->category)) {
    verdict.tracker = true;
    verdict.reasons.push_back(purpose->reason());
  }
  return verdict;
}

}  // namespace glassjar::cookies

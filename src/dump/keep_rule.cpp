// The keep rule over one item.
#include "dump/keep_rule.h"

#include "cookies/party.h"
#include "cookies/registrable_domain.h"
#include "cookies/supercookie.h"

namespace glassjar::dump {

KeepRule::KeepRule(KeepList list, Hsts hsts, std::set<std::string, std::less<>> supercookie_sites)
    : list_(std::move(list)), hsts_(hsts), supercookies_(std::move(supercookie_sites)) {}

KeepRule KeepRule::for_items(KeepList list, Hsts hsts, std::span<const cookies::Item> items) {
  std::set<std::string, std::less<>> sites;
  for (cookies::Supercookie& found : cookies::find_supercookies(items))
    if (found.kind == cookies::SupercookieKind::Hsts) sites.insert(std::move(found.site));
  return {std::move(list), hsts, std::move(sites)};
}

bool KeepRule::keeps(const cookies::Item& item) const {
  if (list_.has(cookies::site_of(item))) return true;
  if (item.store != cookies::Store::Hsts || hsts_ == Hsts::All) return false;
  // The pattern is its host's, under whatever page its bits were set.
  return supercookies_.find(cookies::site_of(std::string_view(item.host))) == supercookies_.end();
}

}  // namespace glassjar::dump

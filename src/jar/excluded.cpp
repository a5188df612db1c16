// The table of excluded visitors by site.
#include "jar/excluded.h"

#include <algorithm>

namespace glassjar::jar {

void Excluded::add(model::SiteId site, model::VisitorId visitor) {
  auto table = visitors_.lock();
  std::vector<model::VisitorId>& of_site = (*table)[site];
  if (std::find(of_site.begin(), of_site.end(), visitor) == of_site.end())
    of_site.push_back(visitor);
}

void Excluded::remove(model::SiteId site, model::VisitorId visitor) {
  auto table = visitors_.lock();
  const auto found = table->find(site);
  if (found == table->end()) return;
  std::erase(found->second, visitor);
  if (found->second.empty()) table->erase(found);
}

std::vector<model::VisitorId> Excluded::of_site(model::SiteId site) const {
  const auto table = visitors_.lock_shared();
  const auto found = table->find(site);
  return found == table->end() ? std::vector<model::VisitorId>() : found->second;
}

}  // namespace glassjar::jar

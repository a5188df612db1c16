// Matching of hosts and origins with sites.
#include "sites/own_hosts.h"

#include <algorithm>

namespace glassjar::sites {
namespace {

bool is_or_is_below(std::string_view host, std::string_view parent) {
  return host == parent || (host.size() > parent.size() && host.ends_with(parent) &&
                            host[host.size() - parent.size() - 1] == '.');
}

}  // namespace

bool is_host_of(const storage::Site& site, std::string_view host) {
  if (site.hostnames.empty()) return is_or_is_below(host, site.host);
  return std::any_of(site.hostnames.begin(), site.hostnames.end(), [&](const std::string& listed) {
    return normal_host(host) == normal_host(listed);
  });
}

bool is_own_origin(const Directory& directory, std::string_view origin) {
  const size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string host = normal_host(origin.substr(scheme + 3));
  const auto sites = directory.all();
  return std::any_of(sites.begin(), sites.end(),
                     [&](const auto& site) { return is_host_of(site->record, host); });
}

}  // namespace glassjar::sites

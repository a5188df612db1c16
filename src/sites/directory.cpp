// The sites in memory: a table replaced as a whole, so that readers never wait for a writer.
#include "sites/directory.h"

#include <algorithm>

#include "base/ascii.h"

namespace glassjar::sites {
namespace {

constexpr size_t kHostBytesMax = 253;  // RFC 1035 section 2.3.4, as text
constexpr model::OwnerId kFirstOwner{1};

bool is_host_character(char c) {
  return is_lower(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
}

// `host` is what was `given`, in its normal form. A port may have been given, an address may not:
// "https://example.org" is no site "https".
Result<void> check_host(std::string_view given, const std::string& host) {
  const bool fits = !host.empty() && host.size() <= kHostBytesMax && host.front() != '.' &&
                    host.back() != '.' && host.find("..") == std::string::npos;
  std::string_view port = given;
  cut_until(port, ':');
  if (fits && std::all_of(host.begin(), host.end(), is_host_character) &&
      std::all_of(port.begin(), port.end(), is_digit))
    return {};
  return fail(ErrorCode::InvalidArgument,
              "host \"{}\": want a host name alone, as in example.org (punycode for other letters)",
              given);
}

}  // namespace

std::string normal_host(std::string_view host) {
  std::string normal = lowered(host.substr(0, host.find(':')));
  if (normal.starts_with("www.")) normal.erase(0, 4);
  return normal;
}

Result<void> Directory::reload() {
  std::vector<storage::Site> sites;
  TRY(records_.read([&](storage::Transaction& transaction) -> Result<void> {
    sites = TRY(transaction.sites().list());
    return {};
  }));
  auto by_host = std::make_shared<ByHost>();
  for (storage::Site& site : sites) {
    model::Zone zone = TRY(model::Zone::find(site.zone));
    std::string host = site.host;
    by_host->emplace(std::move(host), std::make_shared<const KnownSite>(
                                          KnownSite{std::move(site), std::move(zone)}));
  }
  *by_host_.lock() = std::move(by_host);
  return {};
}

std::shared_ptr<const KnownSite> Directory::find(std::string_view host) const {
  const std::shared_ptr<const ByHost> table = *by_host_.lock_shared();
  if (!table) return nullptr;
  const auto found = table->find(normal_host(host));
  return found == table->end() ? nullptr : found->second;
}

std::shared_ptr<const KnownSite> Directory::find(model::SiteId id) const {
  for (auto& site : all())
    if (site->record.id == id) return site;
  return nullptr;
}

std::vector<std::shared_ptr<const KnownSite>> Directory::all() const {
  const std::shared_ptr<const ByHost> table = *by_host_.lock_shared();
  std::vector<std::shared_ptr<const KnownSite>> sites;
  if (table)
    for (const auto& [host, site] : *table) sites.push_back(site);
  std::sort(sites.begin(), sites.end(),
            [](const auto& a, const auto& b) { return a->record.host < b->record.host; });
  return sites;
}

Result<std::shared_ptr<const KnownSite>> Directory::add(std::string_view host,
                                                        std::string_view zone, TimePoint now,
                                                        uint32_t floor) {
  storage::Site site{.owner = kFirstOwner,
                     .host = normal_host(host),
                     .zone = std::string(zone),
                     .added = now,
                     .floor = floor};
  TRY(check_host(host, site.host));
  if (find(site.host))
    return fail(ErrorCode::Conflict, "site \"{}\": it is here already", site.host);
  TRY(model::Zone::find(zone));
  TRY(records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    site.id = TRY(transaction.sites().add(site));
    return {};
  }));
  TRY(reload());
  return find(site.host);
}

Result<void> Directory::update(const storage::Site& site) {
  TRY(model::Zone::find(site.zone));
  TRY(records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    return transaction.sites().update(site);
  }));
  return reload();
}

}  // namespace glassjar::sites

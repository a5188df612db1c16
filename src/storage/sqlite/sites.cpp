// Sites in SQLite: a row a site, its lists of names in a table of their own.
#include <array>

#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

Result<Site> read_site(const Query& row) {
  return Site{.id = row.number<model::SiteId>(0),
              .owner = row.number<model::OwnerId>(1),
              .host = row.text(2),
              .zone = row.text(3),
              .added = row.time(4),
              .floor = row.number<uint32_t>(5)};
}

// In the order of site_names.list.
template <class S>
auto lists_of(S& site) {
  return std::array{&site.hostnames, &site.declared_props, &site.declared_query_keys};
}

}  // namespace

Result<model::SiteId> SqliteSites::add(const Site& site) {
  TRY(database_.run(
      "INSERT INTO sites (owner, host, zone, added, floor) VALUES (?1, ?2, ?3, ?4, ?5)", site.owner,
      site.host, site.zone, site.added, site.floor));
  const auto id = inserted_id<model::SiteId>(database_);
  TRY(write_names(id, site));
  return id;
}

Result<void> SqliteSites::update(const Site& site) {
  TRY(expect_one(database_.run("UPDATE sites SET owner = ?2, host = ?3, zone = ?4, added = ?5, "
                               "floor = ?6 WHERE id = ?1",
                               site.id, site.owner, site.host, site.zone, site.added, site.floor),
                 "site"));
  TRY(database_.run("DELETE FROM site_names WHERE site = ?1", site.id));
  return write_names(site.id, site);
}

Result<void> SqliteSites::write_names(model::SiteId id, const Site& site) {
  const auto lists = lists_of(site);
  for (size_t list = 0; list < lists.size(); ++list)
    for (size_t position = 0; position < lists[list]->size(); ++position)
      TRY(database_.run(
          "INSERT INTO site_names (site, list, position, name) VALUES (?1, ?2, ?3, ?4)", id, list,
          position, lists[list]->at(position)));
  return {};
}

Result<void> SqliteSites::read_names(Site& site) {
  const auto lists = lists_of(site);
  Query names = TRY(database_.query(
      "SELECT list, name FROM site_names WHERE site = ?1 ORDER BY list, position", site.id));
  while (TRY(names.step())) {
    const auto list = names.number<uint64_t>(0);
    if (list < lists.size()) lists[list]->push_back(names.text(1));
  }
  return {};
}

Result<std::optional<Site>> SqliteSites::by_host(const std::string& host) {
  std::optional<Site> site = TRY(
      first_row(database_.query(
                    "SELECT id, owner, host, zone, added, floor FROM sites WHERE host = ?1", host),
                read_site));
  if (site) TRY(read_names(*site));
  return site;
}

Result<std::vector<Site>> SqliteSites::list() {
  std::vector<Site> sites = TRY(all_rows(
      database_.query("SELECT id, owner, host, zone, added, floor FROM sites ORDER BY host"),
      read_site));
  for (Site& site : sites) TRY(read_names(site));
  return sites;
}

}  // namespace glassjar::storage::sqlite

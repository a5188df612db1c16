// The last audit of each site in SQLite.
#include "storage/sqlite/repositories.h"

namespace glassjar::storage::sqlite {
namespace {

Result<SiteAudit> read_audit(const Query& row) {
  SiteAudit audit{.site = row.number<model::SiteId>(0),
                  .at = row.time(1),
                  .report = row.text(2),
                  .declared = row.text(3)};
  if (!row.is_null(4)) audit.proven = row.time(4);
  return audit;
}

}  // namespace

Result<std::optional<SiteAudit>> SqliteSiteAudits::of_site(model::SiteId site) {
  return first_row(
      database_.query("SELECT site, at, report, declared, proven FROM site_audits WHERE site = ?1",
                      site),
      read_audit);
}

Result<void> SqliteSiteAudits::put(const SiteAudit& audit) {
  TRY(
      database_.run("INSERT INTO site_audits (site, at, report, declared, proven) "
                    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET at = excluded.at, "
                    "report = excluded.report, declared = excluded.declared, "
                    "proven = excluded.proven",
                    audit.site, audit.at, audit.report, audit.declared, audit.proven));
  return {};
}

}  // namespace glassjar::storage::sqlite

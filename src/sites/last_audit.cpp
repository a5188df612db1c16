// Keeping the last audit, and what it proves.
#include "sites/last_audit.h"

namespace glassjar::sites {
namespace {

std::optional<TimePoint> proven_by(const FreshAudit& audit,
                                   const std::optional<storage::SiteAudit>& before) {
  if (audit.declared.empty()) return std::nullopt;
  if (audit.agrees) return audit.made;
  return before && before->declared == audit.declared ? before->proven : std::nullopt;
}

}  // namespace

Result<void> keep_audit(storage::RecordStore& records, model::SiteId site, FreshAudit audit) {
  return records.transact([&](storage::Transaction& transaction) -> Result<void> {
    const auto before = TRY(transaction.audits().of_site(site));
    if (before && before->at > audit.made)
      return fail(ErrorCode::Conflict, "keep the audit of {}: a later one, of {}, is kept already",
                  to_iso(audit.made), to_iso(before->at));
    const auto proven = proven_by(audit, before);
    return transaction.audits().put({.site = site,
                                     .at = audit.made,
                                     .report = std::move(audit.report),
                                     .declared = std::move(audit.declared),
                                     .proven = proven});
  });
}

Result<std::optional<storage::SiteAudit>> last_audit(storage::RecordStore& records,
                                                     model::SiteId site) {
  std::optional<storage::SiteAudit> found;
  TRY(records.read([&](storage::Transaction& transaction) -> Result<void> {
    found = TRY(transaction.audits().of_site(site));
    return {};
  }));
  return found;
}

}  // namespace glassjar::sites

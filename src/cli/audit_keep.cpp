// The audit as the server takes it: the JSON report and the declared list, entry by entry.
#include "cli/audit_keep.h"

#include <boost/json.hpp>

#include "audit/report.h"
#include "cli/connection.h"

namespace glassjar::cli {
namespace {

namespace json = boost::json;

json::value declared_entries(const audit::Audit& audit) {
  if (!audit.has_declared) return nullptr;
  json::array entries;
  for (const audit::Declared& entry : audit.declared)
    entries.push_back({{"name", entry.name},
                       {"wildcard", entry.wildcard},
                       {"domain", entry.domain},
                       {"platform", entry.platform},
                       {"category", entry.category},
                       {"description", entry.description},
                       {"retention", entry.retention},
                       {"controller", entry.controller},
                       {"privacy_link", entry.privacy_link}});
  return entries;
}

}  // namespace

Result<void> keep_audit(const Options& options, const std::string& host,
                        const audit::Audit& audit) {
  Connection connection = TRY(Connection::open(options, /*make_directory=*/false));
  const json::object body{{"report", json::parse(audit::json_report(audit))},
                          {"declared", declared_entries(audit)}};
  TRY(connection.call(net::Method::Put, "/api/sites/" + host + "/audit", json::serialize(body)));
  return {};
}

}  // namespace glassjar::cli

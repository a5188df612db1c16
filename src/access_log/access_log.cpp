// The access log as plain rows of the records database.
#include "access_log/access_log.h"

#include "base/check.h"

namespace glassjar::access_log {

std::string_view name(storage::Actor actor) {
  switch (actor) {
    case storage::Actor::Person:
      return "you";
    case storage::Actor::Staff:
      return "staff";
    case storage::Actor::Program:
      return "program";
  }
  CHECK(false);
}

std::string_view name(storage::AccessAction action) {
  switch (action) {
    case storage::AccessAction::View:
      return "view";
    case storage::AccessAction::Export:
      return "export";
    case storage::AccessAction::Erase:
      return "erase";
    case storage::AccessAction::Send:
      return "send";
    case storage::AccessAction::Change:
      return "change";
  }
  CHECK(false);
}

Result<void> AccessLog::record(storage::Transaction& records, const storage::AccessEvent& event) {
  CHECK(model::is_set(event.jar) && !event.object.empty() && !event.purpose.empty());
  TRY(records.access_events().add(event));
  return {};
}

Result<std::vector<storage::AccessEvent>> AccessLog::of_jar(storage::Transaction& records,
                                                            model::JarId jar) {
  return records.access_events().of_jar(jar);
}

Result<std::vector<storage::ExportTable>> AccessLog::export_person(storage::Transaction& records,
                                                                   model::JarId jar) {
  storage::ExportTable openings{
      .name = "openings",
      .columns = {"at", "actor", "role", "action", "object", "count", "purpose"}};
  for (const storage::AccessEvent& event : TRY(of_jar(records, jar)))
    openings.rows.push_back({to_iso(event.at), std::string(name(event.actor)), event.role,
                             std::string(name(event.action)), event.object,
                             std::to_string(event.count), event.purpose});
  return std::vector{std::move(openings)};
}

Result<void> AccessLog::erase_person(storage::Transaction& records, model::JarId jar) {
  return records.access_events().remove_of_jar(jar);
}

}  // namespace glassjar::access_log

// RecordTables: the rows behind the in-memory RecordStore, as ordered containers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>

#include "storage/records/record_store.h"

namespace glassjar::storage::memory {

// Rows by id. Ids rise and are never given twice.
template <class Id, class Row>
struct Table {
  std::map<Id, Row> rows;
  std::underlying_type_t<Id> last_id = 0;

  Id add(Row row) {
    const Id id{++last_id};
    row.id = id;
    rows.emplace(id, std::move(row));
    return id;
  }
  Row* find(Id id) {
    const auto found = rows.find(id);
    return found == rows.end() ? nullptr : &found->second;
  }
};

struct RecordTables {
  Table<model::SiteId, Site> sites;
  Table<model::StaffId, Staff> staff;
  std::map<SecretHash, SignInLink> links;
  std::map<SecretHash, SignIn> sign_ins;
  Table<model::TokenId, Token> tokens;
  Table<model::JarId, Jar> jars;
  Table<model::JarKeyId, JarKey> jar_keys;
  Table<model::ErasureId, Erasure> erasures;
  Table<model::ConversationId, Conversation> conversations;
  Table<model::MessageId, Message> messages;
  Table<model::LessonId, Lesson> lessons;
  std::map<uint64_t, AccessEvent> access_events;
  uint64_t last_access_event = 0;
  std::map<std::tuple<model::SiteId, LocalDay, std::string, std::string>, uint64_t> daily_counts;
  std::map<std::string, Import> imports;
  std::map<model::SiteId, SiteAudit> audits;
};

}  // namespace glassjar::storage::memory

// The repositories of a transaction, each over the transaction's connection; one file a noun.
#pragma once

#include "storage/records/record_store.h"
#include "storage/sqlite/database.h"

namespace glassjar::storage::sqlite {

class SqliteSites final : public Sites {
 public:
  explicit SqliteSites(Database& database) : database_(database) {}
  Result<model::SiteId> add(const Site& site) override;
  Result<void> update(const Site& site) override;
  Result<std::optional<Site>> by_host(const std::string& host) override;
  Result<std::vector<Site>> list() override;

 private:
  Result<void> write_names(model::SiteId id, const Site& site);
  Result<void> read_names(Site& site);
  Database& database_;
};

class SqliteStaffRecords final : public StaffRecords {
 public:
  explicit SqliteStaffRecords(Database& database) : database_(database) {}
  Result<model::StaffId> add(const Staff& staff) override;
  Result<void> update(const Staff& staff) override;
  Result<std::optional<Staff>> by_email(const std::string& email) override;
  Result<std::optional<Staff>> by_id(model::StaffId id) override;
  Result<std::vector<Staff>> list() override;
  Result<void> add_link(const SignInLink& link) override;
  Result<std::optional<SignInLink>> take_link(const SecretHash& hash) override;
  Result<void> add_sign_in(const SignIn& sign_in) override;
  Result<std::optional<SignIn>> sign_in(const SecretHash& hash) override;
  Result<void> end_sign_in(const SecretHash& hash) override;
  Result<void> forget_expired(TimePoint now) override;
  Result<model::TokenId> add_token(const Token& token) override;
  Result<std::optional<Token>> token(const SecretHash& hash) override;

 private:
  Database& database_;
};

class SqliteJars final : public Jars {
 public:
  explicit SqliteJars(Database& database) : database_(database) {}
  Result<model::JarId> add(const Jar& jar) override;
  Result<void> update(const Jar& jar) override;
  Result<std::optional<Jar>> by_id(model::JarId id) override;
  Result<std::vector<Jar>> list() override;
  Result<std::vector<Jar>> expired(TimePoint now, size_t limit) override;
  Result<void> remove(model::JarId id) override;
  Result<model::JarKeyId> add_key(const JarKey& key) override;
  Result<std::optional<JarKey>> key(const SecretHash& hash) override;
  Result<std::vector<JarKey>> keys() override;
  Result<void> update_key_expiry(model::JarKeyId id, TimePoint expires) override;
  Result<model::ErasureId> add_erasure(const Erasure& erasure) override;
  Result<void> update_erasure(const Erasure& erasure) override;
  Result<std::vector<Erasure>> pending_erasures() override;
  Result<std::optional<Erasure>> erasure_by_receipt(const SecretHash& hash) override;

 private:
  Result<void> write_visitors(model::ErasureId id, const Erasure& erasure);
  Result<void> read_visitors(Erasure& erasure);
  Database& database_;
};

class SqliteConversations final : public Conversations {
 public:
  explicit SqliteConversations(Database& database) : database_(database) {}
  Result<model::ConversationId> add(const Conversation& conversation) override;
  Result<void> update(const Conversation& conversation) override;
  Result<std::optional<Conversation>> by_id(model::ConversationId id) override;
  Result<std::vector<Conversation>> of_jar(model::JarId jar) override;
  Result<std::vector<Conversation>> list(size_t limit, size_t offset) override;
  Result<model::MessageId> add_message(const Message& message) override;
  Result<std::vector<Message>> messages(model::ConversationId id) override;
  Result<void> mark_read(model::ConversationId id, Direction direction, TimePoint at) override;
  Result<void> remove_of_jar(model::JarId jar) override;

 private:
  Database& database_;
};

class SqliteLessons final : public Lessons {
 public:
  explicit SqliteLessons(Database& database) : database_(database) {}
  Result<model::LessonId> add(const Lesson& lesson) override;
  Result<std::vector<Lesson>> of_site(model::SiteId site) override;
  Result<std::vector<Lesson>> of_teacher(model::JarId jar) override;
  Result<void> forget_teacher(model::JarId jar) override;

 private:
  Database& database_;
};

class SqliteAccessEvents final : public AccessEvents {
 public:
  explicit SqliteAccessEvents(Database& database) : database_(database) {}
  Result<uint64_t> add(const AccessEvent& event) override;
  Result<std::vector<AccessEvent>> of_jar(model::JarId jar) override;
  Result<void> remove_of_jar(model::JarId jar) override;

 private:
  Database& database_;
};

class SqliteDailyCounts final : public DailyCounts {
 public:
  explicit SqliteDailyCounts(Database& database) : database_(database) {}
  Result<void> add(const std::vector<DailyCount>& counts) override;
  Result<std::vector<DailyCount>> sum(model::SiteId site, LocalDay first, LocalDay last) override;

 private:
  Database& database_;
};

class SqliteImports final : public Imports {
 public:
  explicit SqliteImports(Database& database) : database_(database) {}
  Result<std::optional<Import>> by_id(const std::string& id) override;
  Result<void> put(const Import& import) override;

 private:
  Database& database_;
};

class SqliteSiteAudits final : public SiteAudits {
 public:
  explicit SqliteSiteAudits(Database& database) : database_(database) {}
  Result<std::optional<SiteAudit>> of_site(model::SiteId site) override;
  Result<void> put(const SiteAudit& audit) override;

 private:
  Database& database_;
};

// Reads all rows of a query, or the first, by a function from row to value.
template <class Value>
Result<std::vector<Value>> all_rows(Result<Query> query, Result<Value> (*read)(const Query&)) {
  Query rows = TRY(std::move(query));
  std::vector<Value> values;
  while (TRY(rows.step())) values.push_back(TRY(read(rows)));
  return values;
}
template <class Value>
Result<std::optional<Value>> first_row(Result<Query> query, Result<Value> (*read)(const Query&)) {
  Query rows = TRY(std::move(query));
  if (!TRY(rows.step())) return std::optional<Value>();
  return std::optional<Value>(TRY(read(rows)));
}

// NotFound when an update met no row.
Result<void> expect_one(Result<int64_t> changed, const char* noun);
// The id that the last INSERT gave.
template <class Id>
Id inserted_id(const Database& database) {
  return Id{static_cast<std::underlying_type_t<Id>>(database.last_insert_rowid())};
}

}  // namespace glassjar::storage::sqlite

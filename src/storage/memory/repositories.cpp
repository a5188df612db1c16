// Every repository over the in-memory tables: the plainest reading of the interfaces' contracts.
#include "storage/memory/repositories.h"

#include <algorithm>

namespace glassjar::storage::memory {
namespace {

unexpected<Error> none(const char* noun) {
  return fail(ErrorCode::NotFound, "update {}: there is none with this id", noun);
}
unexpected<Error> taken(const char* what) {
  return fail(ErrorCode::Conflict, "write records: {} is taken", what);
}
unexpected<Error> dangling(const char* what) {
  return fail(ErrorCode::Conflict, "write records: the {} it belongs to is not there", what);
}

// Copies of the rows that pass, in order of id.
template <class Rows, class Test>
auto those_of(const Rows& rows, Test test) {
  std::vector<typename Rows::mapped_type> found;
  for (const auto& [id, row] : rows)
    if (test(row)) found.push_back(row);
  return found;
}
template <class Rows, class Test>
std::optional<typename Rows::mapped_type> first_of(const Rows& rows, Test test) {
  for (const auto& [id, row] : rows)
    if (test(row)) return row;
  return std::nullopt;
}
template <class Table, class Row>
Result<void> replace_row(Table& table, const Row& row, const char* noun) {
  Row* const found = table.find(row.id);
  if (found == nullptr) return none(noun);
  *found = row;
  return {};
}

constexpr auto kAll = [](const auto&) { return true; };

class MemorySites final : public Sites {
 public:
  explicit MemorySites(RecordTables& tables) : tables_(tables) {}

  Result<model::SiteId> add(const Site& site) override {
    if (TRY(by_host(site.host))) return taken("the host");
    return tables_.sites.add(site);
  }
  Result<void> update(const Site& site) override {
    const std::optional<Site> holder = TRY(by_host(site.host));
    if (holder && holder->id != site.id) return taken("the host");
    return replace_row(tables_.sites, site, "site");
  }
  Result<std::optional<Site>> by_host(const std::string& host) override {
    return first_of(tables_.sites.rows, [&](const Site& site) { return site.host == host; });
  }
  Result<std::vector<Site>> list() override {
    std::vector<Site> sites = those_of(tables_.sites.rows, kAll);
    std::sort(sites.begin(), sites.end(),
              [](const Site& a, const Site& b) { return a.host < b.host; });
    return sites;
  }

 private:
  RecordTables& tables_;
};

class MemoryStaff final : public StaffRecords {
 public:
  explicit MemoryStaff(RecordTables& tables) : tables_(tables) {}

  Result<model::StaffId> add(const Staff& staff) override {
    if (TRY(by_email(staff.email))) return taken("the e-mail address");
    return tables_.staff.add(staff);
  }
  Result<void> update(const Staff& staff) override {
    const std::optional<Staff> holder = TRY(by_email(staff.email));
    if (holder && holder->id != staff.id) return taken("the e-mail address");
    return replace_row(tables_.staff, staff, "staff");
  }
  Result<std::optional<Staff>> by_email(const std::string& email) override {
    return first_of(tables_.staff.rows, [&](const Staff& s) { return s.email == email; });
  }
  Result<std::optional<Staff>> by_id(model::StaffId id) override {
    return first_of(tables_.staff.rows, [&](const Staff& s) { return s.id == id; });
  }
  Result<std::vector<Staff>> list() override { return those_of(tables_.staff.rows, kAll); }

  Result<void> add_link(const SignInLink& link) override {
    if (tables_.staff.find(link.staff) == nullptr) return dangling("staff");
    if (!tables_.links.emplace(link.hash, link).second) return taken("the link");
    return {};
  }
  Result<std::optional<SignInLink>> take_link(const SecretHash& hash) override {
    const auto found = tables_.links.extract(hash);
    return found ? std::optional(found.mapped()) : std::nullopt;
  }
  Result<void> add_sign_in(const SignIn& sign_in) override {
    if (tables_.staff.find(sign_in.staff) == nullptr) return dangling("staff");
    if (!tables_.sign_ins.emplace(sign_in.hash, sign_in).second) return taken("the sign-in");
    return {};
  }
  Result<std::optional<SignIn>> sign_in(const SecretHash& hash) override {
    return first_of(tables_.sign_ins, [&](const SignIn& s) { return s.hash == hash; });
  }
  Result<void> end_sign_in(const SecretHash& hash) override {
    tables_.sign_ins.erase(hash);
    return {};
  }
  Result<void> forget_expired(TimePoint now) override {
    std::erase_if(tables_.links, [&](const auto& link) { return link.second.expires <= now; });
    std::erase_if(tables_.sign_ins, [&](const auto& each) { return each.second.expires <= now; });
    return {};
  }

  Result<model::TokenId> add_token(const Token& added) override {
    if (TRY(token(added.hash))) return taken("the token");
    return tables_.tokens.add(added);
  }
  Result<std::optional<Token>> token(const SecretHash& hash) override {
    return first_of(tables_.tokens.rows, [&](const Token& t) { return t.hash == hash; });
  }

 private:
  RecordTables& tables_;
};

class MemoryJars final : public Jars {
 public:
  explicit MemoryJars(RecordTables& tables) : tables_(tables) {}

  Result<model::JarId> add(const Jar& jar) override { return tables_.jars.add(jar); }
  Result<void> update(const Jar& jar) override { return replace_row(tables_.jars, jar, "jar"); }
  Result<std::optional<Jar>> by_id(model::JarId id) override {
    return first_of(tables_.jars.rows, [&](const Jar& jar) { return jar.id == id; });
  }
  Result<std::vector<Jar>> list() override { return those_of(tables_.jars.rows, kAll); }
  Result<std::vector<Jar>> expired(TimePoint now, size_t limit) override {
    std::vector<Jar> jars =
        those_of(tables_.jars.rows, [&](const Jar& jar) { return jar.expires <= now; });
    std::stable_sort(jars.begin(), jars.end(),
                     [](const Jar& a, const Jar& b) { return a.expires < b.expires; });
    if (jars.size() > limit) jars.resize(limit);
    return jars;
  }
  Result<void> remove(model::JarId id) override {
    tables_.jars.rows.erase(id);
    std::erase_if(tables_.jar_keys.rows, [&](const auto& key) { return key.second.jar == id; });
    return {};
  }

  Result<model::JarKeyId> add_key(const JarKey& added) override {
    if (tables_.jars.find(added.jar) == nullptr) return dangling("jar");
    if (TRY(key(added.hash))) return taken("the jar key");
    return tables_.jar_keys.add(added);
  }
  Result<std::optional<JarKey>> key(const SecretHash& hash) override {
    return first_of(tables_.jar_keys.rows, [&](const JarKey& k) { return k.hash == hash; });
  }
  Result<std::vector<JarKey>> keys() override { return those_of(tables_.jar_keys.rows, kAll); }
  Result<void> update_key_expiry(model::JarKeyId id, TimePoint expires) override {
    JarKey* const found = tables_.jar_keys.find(id);
    if (found == nullptr) return none("jar key");
    found->expires = expires;
    return {};
  }

  Result<model::ErasureId> add_erasure(const Erasure& erasure) override {
    return tables_.erasures.add(erasure);
  }
  Result<void> update_erasure(const Erasure& erasure) override {
    return replace_row(tables_.erasures, erasure, "erasure");
  }
  Result<std::vector<Erasure>> pending_erasures() override {
    return those_of(tables_.erasures.rows,
                    [](const Erasure& e) { return e.state == ErasureState::Pending; });
  }
  Result<std::optional<Erasure>> erasure_by_receipt(const SecretHash& hash) override {
    const std::vector<Erasure> found =
        those_of(tables_.erasures.rows, [&](const Erasure& e) { return e.receipt_hash == hash; });
    return found.empty() ? std::nullopt : std::optional(found.back());
  }

 private:
  RecordTables& tables_;
};

class MemoryConversations final : public Conversations {
 public:
  explicit MemoryConversations(RecordTables& tables) : tables_(tables) {}

  Result<model::ConversationId> add(const Conversation& conversation) override {
    return tables_.conversations.add(conversation);
  }
  Result<void> update(const Conversation& conversation) override {
    return replace_row(tables_.conversations, conversation, "conversation");
  }
  Result<std::optional<Conversation>> by_id(model::ConversationId id) override {
    return first_of(tables_.conversations.rows, [&](const auto& c) { return c.id == id; });
  }
  Result<std::vector<Conversation>> of_jar(model::JarId jar) override {
    std::vector<Conversation> found =
        those_of(tables_.conversations.rows, [&](const auto& c) { return c.jar == jar; });
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.began < b.began; });
    return found;
  }
  Result<std::vector<Conversation>> list(size_t limit, size_t offset) override {
    std::vector<Conversation> found = those_of(tables_.conversations.rows, kAll);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return std::tie(b.changed, b.id) < std::tie(a.changed, a.id);
    });
    found.erase(found.begin(),
                found.begin() + static_cast<ptrdiff_t>(std::min(offset, found.size())));
    if (found.size() > limit) found.resize(limit);
    return found;
  }

  Result<model::MessageId> add_message(const Message& message) override {
    if (tables_.conversations.find(message.conversation) == nullptr)
      return dangling("conversation");
    return tables_.messages.add(message);
  }
  Result<std::vector<Message>> messages(model::ConversationId id) override {
    std::vector<Message> found =
        those_of(tables_.messages.rows, [&](const auto& m) { return m.conversation == id; });
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.sent < b.sent; });
    return found;
  }
  Result<void> mark_read(model::ConversationId id, Direction direction, TimePoint at) override {
    for (auto& [message_id, message] : tables_.messages.rows)
      if (message.conversation == id && message.direction == direction && !message.read)
        message.read = at;
    return {};
  }
  Result<void> remove_of_jar(model::JarId jar) override {
    for (const Conversation& conversation : TRY(of_jar(jar))) {
      std::erase_if(tables_.messages.rows, [&](const auto& message) {
        return message.second.conversation == conversation.id;
      });
      tables_.conversations.rows.erase(conversation.id);
    }
    return {};
  }

 private:
  RecordTables& tables_;
};

class MemoryLessons final : public Lessons {
 public:
  explicit MemoryLessons(RecordTables& tables) : tables_(tables) {}

  Result<model::LessonId> add(const Lesson& lesson) override { return tables_.lessons.add(lesson); }
  Result<std::vector<Lesson>> of_site(model::SiteId site) override {
    return newest_first([&](const Lesson& lesson) { return lesson.site == site; });
  }
  Result<std::vector<Lesson>> of_teacher(model::JarId jar) override {
    return newest_first([&](const Lesson& lesson) { return lesson.teacher == jar; });
  }
  Result<void> forget_teacher(model::JarId jar) override {
    for (auto& [id, lesson] : tables_.lessons.rows) {
      if (lesson.teacher != jar) continue;
      lesson.teacher = model::JarId{};
      lesson.conversation = model::ConversationId{};
    }
    return {};
  }

 private:
  template <class Test>
  std::vector<Lesson> newest_first(Test test) const {
    std::vector<Lesson> found = those_of(tables_.lessons.rows, test);
    std::sort(found.begin(), found.end(), [](const Lesson& a, const Lesson& b) {
      return std::tie(b.learned, b.id) < std::tie(a.learned, a.id);
    });
    return found;
  }
  RecordTables& tables_;
};

class MemoryAccessEvents final : public AccessEvents {
 public:
  explicit MemoryAccessEvents(RecordTables& tables) : tables_(tables) {}

  Result<uint64_t> add(const AccessEvent& event) override {
    const uint64_t id = ++tables_.last_access_event;
    tables_.access_events.emplace(id, event).first->second.id = id;
    return id;
  }
  Result<std::vector<AccessEvent>> of_jar(model::JarId jar) override {
    std::vector<AccessEvent> found =
        those_of(tables_.access_events, [&](const AccessEvent& e) { return e.jar == jar; });
    std::sort(found.begin(), found.end(), [](const AccessEvent& a, const AccessEvent& b) {
      return std::tie(b.at, b.id) < std::tie(a.at, a.id);
    });
    return found;
  }
  Result<void> remove_of_jar(model::JarId jar) override {
    std::erase_if(tables_.access_events, [&](const auto& e) { return e.second.jar == jar; });
    return {};
  }

 private:
  RecordTables& tables_;
};

class MemoryDailyCounts final : public DailyCounts {
 public:
  explicit MemoryDailyCounts(RecordTables& tables) : tables_(tables) {}

  Result<void> add(const std::vector<DailyCount>& counts) override {
    for (const DailyCount& count : counts)
      tables_.daily_counts[{count.site, count.day, count.kind, count.label}] += count.count;
    return {};
  }
  Result<std::vector<DailyCount>> sum(model::SiteId site, LocalDay first, LocalDay last) override {
    std::map<std::pair<std::string, std::string>, uint64_t> sums;
    for (const auto& [key, count] : tables_.daily_counts) {
      const auto& [of_site, day, kind, label] = key;
      if (of_site == site && day >= first && day <= last) sums[{kind, label}] += count;
    }
    std::vector<DailyCount> counts;
    for (const auto& [key, count] : sums)
      counts.push_back({site, first, key.first, key.second, count});
    return counts;
  }

 private:
  RecordTables& tables_;
};

class MemoryImports final : public Imports {
 public:
  explicit MemoryImports(RecordTables& tables) : tables_(tables) {}

  Result<std::optional<Import>> by_id(const std::string& id) override {
    return first_of(tables_.imports, [&](const Import& import) { return import.id == id; });
  }
  Result<void> put(const Import& import) override {
    tables_.imports.insert_or_assign(import.id, import);
    return {};
  }

 private:
  RecordTables& tables_;
};

class MemorySiteAudits final : public SiteAudits {
 public:
  explicit MemorySiteAudits(RecordTables& tables) : tables_(tables) {}

  Result<std::optional<SiteAudit>> of_site(model::SiteId site) override {
    return first_of(tables_.audits, [&](const SiteAudit& audit) { return audit.site == site; });
  }
  Result<void> put(const SiteAudit& audit) override {
    tables_.audits.insert_or_assign(audit.site, audit);
    return {};
  }

 private:
  RecordTables& tables_;
};

}  // namespace

struct MemoryTransaction::Parts {
  explicit Parts(RecordTables& tables)
      : sites(tables),
        staff(tables),
        jars(tables),
        conversations(tables),
        lessons(tables),
        access_events(tables),
        daily_counts(tables),
        imports(tables),
        audits(tables) {}
  MemorySites sites;
  MemoryStaff staff;
  MemoryJars jars;
  MemoryConversations conversations;
  MemoryLessons lessons;
  MemoryAccessEvents access_events;
  MemoryDailyCounts daily_counts;
  MemoryImports imports;
  MemorySiteAudits audits;
};

MemoryTransaction::MemoryTransaction(RecordTables& tables)
    : parts_(std::make_unique<Parts>(tables)) {}
MemoryTransaction::~MemoryTransaction() = default;

Sites& MemoryTransaction::sites() { return parts_->sites; }
StaffRecords& MemoryTransaction::staff() { return parts_->staff; }
Jars& MemoryTransaction::jars() { return parts_->jars; }
Conversations& MemoryTransaction::conversations() { return parts_->conversations; }
Lessons& MemoryTransaction::lessons() { return parts_->lessons; }
AccessEvents& MemoryTransaction::access_events() { return parts_->access_events; }
DailyCounts& MemoryTransaction::daily_counts() { return parts_->daily_counts; }
Imports& MemoryTransaction::imports() { return parts_->imports; }
SiteAudits& MemoryTransaction::audits() { return parts_->audits; }

}  // namespace glassjar::storage::memory

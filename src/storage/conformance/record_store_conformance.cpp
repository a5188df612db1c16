// The suite of RecordStore: transactions first, then noun by noun.
#include "storage/conformance/record_store_conformance.h"

#include <atomic>
#include <thread>

namespace glassjar::storage::conformance {
namespace {

using model::ConversationId;
using model::JarId;
using model::OwnerId;
using model::SiteId;
using model::StaffId;
using model::VisitorId;

TimePoint at(int second) { return TimePoint(seconds(1'800'000'000 + second)); }
LocalDay day(int number) { return LocalDay(days(20'000 + number)); }

SecretHash hash_of(int seed) {
  SecretHash hash{};
  hash.fill(static_cast<uint8_t>(seed));
  return hash;
}

Site site_named(const std::string& host) {
  return {.owner = OwnerId{1}, .host = host, .zone = "Europe/Berlin", .added = at(1)};
}
Staff staff_named(const std::string& email) {
  return {.owner = OwnerId{1}, .email = email, .role = Role::Service, .added = at(1)};
}
Jar jar_expiring(int second) {
  return {.owner = OwnerId{1}, .created = at(0), .expires = at(second)};
}
Conversation conversation_of(JarId jar, int second) {
  return {.jar = jar, .site = SiteId{2}, .path = "/p", .began = at(second), .changed = at(second)};
}

template <class Row>
auto ids_of(const std::vector<Row>& rows) {
  std::vector<decltype(Row::id)> ids;
  for (const Row& row : rows) ids.push_back(row.id);
  return ids;
}

}  // namespace

// Programs that link this library for another suite need not run this one.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RecordStoreConformance);

std::string record_store_suite_name(const testing::TestParamInfo<MakeRecordStore>&) {
  return "RecordStore";
}

void RecordStoreConformance::write(const std::function<void(Transaction&)>& work) {
  store().transact([&](Transaction& t) -> Result<void> { return work(t), Result<void>(); }).value();
}
void RecordStoreConformance::read(const std::function<void(Transaction&)>& work) {
  store().read([&](Transaction& t) -> Result<void> { return work(t), Result<void>(); }).value();
}
ErrorCode RecordStoreConformance::refused(const std::function<Result<void>(Transaction&)>& work) {
  return store().transact(work).error().code;
}

TEST_P(RecordStoreConformance, a_failing_transaction_leaves_nothing) {
  const Result<void> outcome = store().transact([](Transaction& t) -> Result<void> {
    TRY(t.sites().add(site_named("a.example")));
    TRY(t.jars().add(jar_expiring(1)));
    return fail(ErrorCode::Forbidden, "on second thought");
  });
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, ErrorCode::Forbidden);
  EXPECT_EQ(outcome.error().message, "on second thought");
  reopen();
  read([](Transaction& t) {
    EXPECT_TRUE(t.sites().list().value().empty());
    EXPECT_TRUE(t.jars().list().value().empty());
  });
}

TEST_P(RecordStoreConformance, a_committed_transaction_survives_reopening) {
  write([](Transaction& t) { t.sites().add(site_named("a.example")).value(); });
  reopen();
  read([](Transaction& t) { EXPECT_EQ(t.sites().list().value().size(), 1U); });
}

TEST_P(RecordStoreConformance, a_transaction_sees_its_own_writes) {
  write([](Transaction& t) {
    t.sites().add(site_named("a.example")).value();
    EXPECT_TRUE(t.sites().by_host("a.example").value().has_value());
  });
}

TEST_P(RecordStoreConformance, what_a_read_writes_is_not_kept) {
  static_cast<void>(store().read([](Transaction& t) -> Result<void> {
    TRY(t.sites().add(site_named("a.example")));
    return {};
  }));
  read([](Transaction& t) { EXPECT_TRUE(t.sites().list().value().empty()); });
}

TEST_P(RecordStoreConformance, writers_of_several_threads_take_turns) {
  constexpr int kThreads = 4;
  constexpr int kEach = 25;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([this] {
      for (int n = 0; n < kEach; ++n) {
        write([](Transaction& t) {
          t.daily_counts().add({{SiteId{1}, day(0), "dropped", "bot", 1}}).value();
        });
        read([](Transaction& t) {
          EXPECT_GE(t.daily_counts().sum(SiteId{1}, day(0), day(0)).value().at(0).count, 1U);
        });
      }
    });
  for (std::thread& thread : threads) thread.join();
  read([](Transaction& t) {
    EXPECT_EQ(t.daily_counts().sum(SiteId{1}, day(0), day(0)).value().at(0).count,
              static_cast<uint64_t>(kThreads * kEach));
  });
}

TEST_P(RecordStoreConformance, a_reader_never_sees_half_a_transaction) {
  std::atomic<bool> stop = false;
  std::thread reader([&] {
    while (!stop)
      read([](Transaction& t) {
        EXPECT_EQ(t.sites().list().value().size(), t.staff().list().value().size());
      });
  });
  for (int i = 0; i < 50; ++i)
    write([i](Transaction& t) {
      t.sites().add(site_named(fmt::format("{}.example", i))).value();
      t.staff().add(staff_named(fmt::format("{}@a.example", i))).value();
    });
  stop = true;
  reader.join();
}

TEST_P(RecordStoreConformance, purging_keeps_what_is_there) {
  write([](Transaction& t) { t.sites().add(site_named("a.example")).value(); });
  EXPECT_TRUE(store().purge().has_value());
  read([](Transaction& t) { EXPECT_EQ(t.sites().list().value().size(), 1U); });
}

TEST_P(RecordStoreConformance, sites_keep_every_field) {
  Site site = site_named("b.example");
  site.hostnames = {"b.example", "shop.b.example"};
  site.declared_props = {"plan", "größe"};
  site.declared_query_keys = {"q"};
  site.floor = 1;
  write([&](Transaction& t) {
    site.id = t.sites().add(site).value();
    t.sites().add(site_named("a.example")).value();
  });
  read([&](Transaction& t) {
    EXPECT_EQ(t.sites().by_host("b.example").value(), site);
    EXPECT_EQ(t.sites().by_host("c.example").value(), std::nullopt);
    EXPECT_EQ(t.sites().list().value().at(0).host, "a.example");
    EXPECT_EQ(t.sites().list().value().at(1), site);
  });
  site.declared_props = {"size"};
  site.hostnames.clear();
  site.host = "d.example";
  write([&](Transaction& t) { t.sites().update(site).value(); });
  read([&](Transaction& t) { EXPECT_EQ(t.sites().by_host("d.example").value(), site); });
}

TEST_P(RecordStoreConformance, hosts_are_unique) {
  Site second = site_named("b.example");
  write([&](Transaction& t) {
    t.sites().add(site_named("a.example")).value();
    second.id = t.sites().add(second).value();
  });
  EXPECT_EQ(refused([](Transaction& t) -> Result<void> {
              TRY(t.sites().add(site_named("a.example")));
              return {};
            }),
            ErrorCode::Conflict);
  second.host = "a.example";
  EXPECT_EQ(refused([&](Transaction& t) { return t.sites().update(second); }), ErrorCode::Conflict);
}

TEST_P(RecordStoreConformance, updating_what_is_not_there_is_not_found) {
  EXPECT_EQ(refused([](Transaction& t) { return t.sites().update(site_named("a.example")); }),
            ErrorCode::NotFound);
  EXPECT_EQ(refused([](Transaction& t) { return t.staff().update(staff_named("a@b.example")); }),
            ErrorCode::NotFound);
  EXPECT_EQ(refused([](Transaction& t) { return t.jars().update(jar_expiring(1)); }),
            ErrorCode::NotFound);
  EXPECT_EQ(refused([](Transaction& t) { return t.jars().update_erasure(Erasure{}); }),
            ErrorCode::NotFound);
  EXPECT_EQ(
      refused([](Transaction& t) { return t.jars().update_key_expiry(model::JarKeyId{1}, at(1)); }),
      ErrorCode::NotFound);
  EXPECT_EQ(refused([](Transaction& t) {
              return t.conversations().update(conversation_of(JarId{1}, 1));
            }),
            ErrorCode::NotFound);
}

TEST_P(RecordStoreConformance, staff_keep_every_field) {
  Staff staff = staff_named("a@a.example");
  write([&](Transaction& t) { staff.id = t.staff().add(staff).value(); });
  staff.role = Role::Auditor;
  staff.password_hash = "$argon2id$...";
  write([&](Transaction& t) {
    t.staff().update(staff).value();
    t.staff().add(staff_named("b@a.example")).value();
  });
  read([&](Transaction& t) {
    EXPECT_EQ(t.staff().by_email("a@a.example").value(), staff);
    EXPECT_EQ(t.staff().by_id(staff.id).value(), staff);
    EXPECT_EQ(t.staff().by_email("c@a.example").value(), std::nullopt);
    EXPECT_EQ(t.staff().by_id(StaffId{99}).value(), std::nullopt);
    EXPECT_EQ(t.staff().list().value().size(), 2U);
  });
  EXPECT_EQ(refused([](Transaction& t) -> Result<void> {
              TRY(t.staff().add(staff_named("a@a.example")));
              return {};
            }),
            ErrorCode::Conflict);
}

TEST_P(RecordStoreConformance, a_sign_in_link_works_once) {
  write([](Transaction& t) {
    const StaffId staff = t.staff().add(staff_named("a@a.example")).value();
    t.staff().add_link({hash_of(1), staff, at(9)}).value();
    EXPECT_EQ(t.staff().take_link(hash_of(2)).value().has_value(), false);
    const std::optional<SignInLink> taken = t.staff().take_link(hash_of(1)).value();
    ASSERT_TRUE(taken.has_value());
    EXPECT_EQ(taken->hash, hash_of(1));
    EXPECT_EQ(taken->staff, staff);
    EXPECT_EQ(taken->expires, at(9));
    EXPECT_FALSE(t.staff().take_link(hash_of(1)).value().has_value());
  });
}

TEST_P(RecordStoreConformance, sign_ins_end_when_asked_or_expired) {
  write([](Transaction& t) {
    const StaffId staff = t.staff().add(staff_named("a@a.example")).value();
    for (const int n : {1, 2, 3}) t.staff().add_sign_in({hash_of(n), staff, at(0), at(n)}).value();
    t.staff().add_link({hash_of(4), staff, at(2)}).value();
    t.staff().add_link({hash_of(5), staff, at(3)}).value();
    const std::optional<SignIn> found = t.staff().sign_in(hash_of(3)).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->staff, staff);
    EXPECT_EQ(found->began, at(0));
    EXPECT_EQ(found->expires, at(3));
    t.staff().end_sign_in(hash_of(1)).value();
    EXPECT_FALSE(t.staff().sign_in(hash_of(1)).value().has_value());
    t.staff().forget_expired(at(2)).value();
    EXPECT_FALSE(t.staff().sign_in(hash_of(2)).value().has_value());
    EXPECT_TRUE(t.staff().sign_in(hash_of(3)).value().has_value());
    EXPECT_FALSE(t.staff().take_link(hash_of(4)).value().has_value());
    EXPECT_TRUE(t.staff().take_link(hash_of(5)).value().has_value());
  });
}

TEST_P(RecordStoreConformance, links_and_sign_ins_need_their_staff) {
  EXPECT_EQ(
      refused([](Transaction& t) { return t.staff().add_link({hash_of(1), StaffId{9}, at(1)}); }),
      ErrorCode::Conflict);
  EXPECT_EQ(refused([](Transaction& t) {
              return t.staff().add_sign_in({hash_of(1), StaffId{9}, at(1), at(2)});
            }),
            ErrorCode::Conflict);
}

TEST_P(RecordStoreConformance, tokens_are_found_by_hash) {
  write([](Transaction& t) {
    const auto id =
        t.staff().add_token({{}, OwnerId{3}, hash_of(1), kStatsRead | kAdmin, at(4)}).value();
    const std::optional<Token> found = t.staff().token(hash_of(1)).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->id, id);
    EXPECT_EQ(found->owner, OwnerId{3});
    EXPECT_EQ(found->scopes, kStatsRead | kAdmin);
    EXPECT_EQ(found->added, at(4));
    EXPECT_FALSE(t.staff().token(hash_of(2)).value().has_value());
  });
}

TEST_P(RecordStoreConformance, jars_keep_every_field) {
  Jar jar = jar_expiring(5);
  write([&](Transaction& t) { jar.id = t.jars().add(jar).value(); });
  jar.remembers = true;
  jar.keep_for = KeepFor::Months13;
  jar.expires = at(8);
  jar.visitor_key.fill(0xab);
  write([&](Transaction& t) { t.jars().update(jar).value(); });
  read([&](Transaction& t) {
    const std::optional<Jar> found = t.jars().by_id(jar.id).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->owner, jar.owner);
    EXPECT_EQ(found->created, jar.created);
    EXPECT_EQ(found->remembers, true);
    EXPECT_EQ(found->keep_for, KeepFor::Months13);
    EXPECT_EQ(found->expires, at(8));
    EXPECT_EQ(found->visitor_key, jar.visitor_key);
    EXPECT_FALSE(t.jars().by_id(JarId{99}).value().has_value());
  });
}

TEST_P(RecordStoreConformance, expired_jars_come_longest_expired_first) {
  std::vector<JarId> ids;
  write([&](Transaction& t) {
    for (const int second : {3, 1, 9, 2}) ids.push_back(t.jars().add(jar_expiring(second)).value());
  });
  read([&](Transaction& t) {
    EXPECT_EQ(ids_of(t.jars().list().value()), ids);
    EXPECT_EQ(ids_of(t.jars().expired(at(3), 10).value()), (std::vector{ids[1], ids[3], ids[0]}));
    EXPECT_EQ(ids_of(t.jars().expired(at(3), 1).value()), std::vector{ids[1]});
  });
}

TEST_P(RecordStoreConformance, the_id_of_a_removed_jar_is_never_given_again) {
  JarId first{};
  write([&](Transaction& t) {
    first = t.jars().add(jar_expiring(1)).value();
    t.jars().remove(first).value();
  });
  reopen();
  write([&](Transaction& t) { EXPECT_GT(t.jars().add(jar_expiring(1)).value(), first); });
}

TEST_P(RecordStoreConformance, jar_keys_open_and_go_with_their_jar) {
  write([](Transaction& t) {
    const JarId jar = t.jars().add(jar_expiring(1)).value();
    const JarId other = t.jars().add(jar_expiring(1)).value();
    const auto key = t.jars().add_key({{}, jar, hash_of(1), at(1), at(2)}).value();
    const auto others = t.jars().add_key({{}, other, hash_of(2), at(1), at(2)}).value();
    t.jars().update_key_expiry(key, at(7)).value();
    const std::optional<JarKey> found = t.jars().key(hash_of(1)).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->id, key);
    EXPECT_EQ(found->jar, jar);
    EXPECT_EQ(found->created, at(1));
    EXPECT_EQ(found->expires, at(7));
    EXPECT_EQ(ids_of(t.jars().keys().value()), (std::vector{key, others}));
    t.jars().remove(jar).value();
    EXPECT_FALSE(t.jars().key(hash_of(1)).value().has_value());
    EXPECT_EQ(ids_of(t.jars().keys().value()), std::vector{others});
  });
}

TEST_P(RecordStoreConformance, a_jar_key_needs_its_jar_and_is_unique) {
  JarId jar{};
  write([&](Transaction& t) {
    jar = t.jars().add(jar_expiring(1)).value();
    t.jars().add_key({{}, jar, hash_of(1), at(1), at(2)}).value();
  });
  const auto add = [](Transaction& t, JarId owner, int seed) -> Result<void> {
    TRY(t.jars().add_key({{}, owner, hash_of(seed), at(1), at(2)}));
    return {};
  };
  EXPECT_EQ(refused([&](Transaction& t) { return add(t, jar, 1); }), ErrorCode::Conflict);
  EXPECT_EQ(refused([&](Transaction& t) { return add(t, JarId{99}, 2); }), ErrorCode::Conflict);
}

TEST_P(RecordStoreConformance, erasures_are_pending_until_complete) {
  Erasure erasure{.jar = JarId{4}, .asked = at(1), .receipt_hash = hash_of(7)};
  erasure.visitors = {{SiteId{1}, VisitorId{0xfedcba9876543210}}, {SiteId{2}, VisitorId{5}}};
  write([&](Transaction& t) { erasure.id = t.jars().add_erasure(erasure).value(); });
  read([&](Transaction& t) {
    const std::vector<Erasure> pending = t.jars().pending_erasures().value();
    ASSERT_EQ(ids_of(pending), std::vector{erasure.id});
    EXPECT_EQ(pending[0].visitors, erasure.visitors);
    EXPECT_EQ(pending[0].jar, JarId{4});
    EXPECT_EQ(pending[0].asked, at(1));
  });
  erasure.state = ErasureState::Complete;
  erasure.completed = at(3);
  erasure.rows = 12;
  erasure.visitors.clear();
  write([&](Transaction& t) { t.jars().update_erasure(erasure).value(); });
  read([&](Transaction& t) {
    EXPECT_TRUE(t.jars().pending_erasures().value().empty());
    const std::optional<Erasure> found = t.jars().erasure_by_receipt(hash_of(7)).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->state, ErasureState::Complete);
    EXPECT_EQ(found->completed, at(3));
    EXPECT_EQ(found->rows, 12U);
    EXPECT_TRUE(found->visitors.empty());
    EXPECT_FALSE(t.jars().erasure_by_receipt(hash_of(8)).value().has_value());
  });
}

TEST_P(RecordStoreConformance, conversations_are_listed_in_both_orders) {
  write([](Transaction& t) {
    Conversation early = conversation_of(JarId{1}, 1);
    const auto late = t.conversations().add(conversation_of(JarId{1}, 3)).value();
    early.id = t.conversations().add(early).value();
    const auto other = t.conversations().add(conversation_of(JarId{2}, 2)).value();
    EXPECT_EQ(ids_of(t.conversations().of_jar(JarId{1}).value()), (std::vector{early.id, late}));
    EXPECT_EQ(ids_of(t.conversations().list(10, 0).value()), (std::vector{late, other, early.id}));
    early.state = ConversationState::Closed;
    early.changed = at(9);
    t.conversations().update(early).value();
    EXPECT_EQ(ids_of(t.conversations().list(1, 0).value()), std::vector{early.id});
    EXPECT_EQ(ids_of(t.conversations().list(1, 2).value()), std::vector{other});
    EXPECT_TRUE(t.conversations().list(1, 3).value().empty());
    const std::optional<Conversation> found = t.conversations().by_id(early.id).value();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->state, ConversationState::Closed);
    EXPECT_EQ(found->path, "/p");
    EXPECT_EQ(found->site, SiteId{2});
    EXPECT_EQ(found->began, at(1));
    EXPECT_EQ(found->changed, at(9));
  });
}

TEST_P(RecordStoreConformance, messages_keep_their_order_and_are_read_once) {
  write([](Transaction& t) {
    const auto talk = t.conversations().add(conversation_of(JarId{1}, 1)).value();
    const std::vector<uint8_t> body = {0, 255, 7};
    t.conversations()
        .add_message({{}, talk, Direction::FromStaff, StaffId{3}, body, at(5)})
        .value();
    t.conversations().add_message({{}, talk, Direction::FromPerson, {}, {}, at(4)}).value();
    t.conversations().mark_read(talk, Direction::FromStaff, at(6)).value();
    t.conversations().mark_read(talk, Direction::FromStaff, at(8)).value();
    const std::vector<Message> messages = t.conversations().messages(talk).value();
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].direction, Direction::FromPerson);
    EXPECT_EQ(messages[0].read, std::nullopt);
    EXPECT_EQ(messages[1].sealed_body, body);
    EXPECT_EQ(messages[1].staff, StaffId{3});
    EXPECT_EQ(messages[1].sent, at(5));
    EXPECT_EQ(messages[1].read, at(6));
  });
  EXPECT_EQ(refused([](Transaction& t) -> Result<void> {
              TRY(t.conversations().add_message({.conversation = ConversationId{99}}));
              return {};
            }),
            ErrorCode::Conflict);
}

TEST_P(RecordStoreConformance, removing_a_jars_conversations_takes_their_messages) {
  write([](Transaction& t) {
    const auto talk = t.conversations().add(conversation_of(JarId{1}, 1)).value();
    const auto other = t.conversations().add(conversation_of(JarId{2}, 1)).value();
    for (const auto id : {talk, other}) t.conversations().add_message({.conversation = id}).value();
    t.conversations().remove_of_jar(JarId{1}).value();
    EXPECT_FALSE(t.conversations().by_id(talk).value().has_value());
    EXPECT_TRUE(t.conversations().messages(talk).value().empty());
    EXPECT_EQ(t.conversations().messages(other).value().size(), 1U);
  });
}

TEST_P(RecordStoreConformance, lessons_outlive_their_teacher) {
  write([](Transaction& t) {
    Lesson lesson{.site = SiteId{1},
                  .path = "/p",
                  .sentence = "Prices first",
                  .staff = StaffId{2},
                  .learned = at(1),
                  .teacher = JarId{5},
                  .conversation = ConversationId{6}};
    const auto early = t.lessons().add(lesson).value();
    lesson.learned = at(2);
    lesson.teacher = JarId{7};
    const auto late = t.lessons().add(lesson).value();
    EXPECT_EQ(ids_of(t.lessons().of_site(SiteId{1}).value()), (std::vector{late, early}));
    EXPECT_TRUE(t.lessons().of_site(SiteId{2}).value().empty());
    EXPECT_EQ(ids_of(t.lessons().of_teacher(JarId{5}).value()), std::vector{early});
    t.lessons().forget_teacher(JarId{5}).value();
    EXPECT_TRUE(t.lessons().of_teacher(JarId{5}).value().empty());
    const Lesson kept = t.lessons().of_site(SiteId{1}).value().at(1);
    EXPECT_EQ(kept.sentence, "Prices first");
    EXPECT_EQ(kept.path, "/p");
    EXPECT_EQ(kept.staff, StaffId{2});
    EXPECT_EQ(kept.learned, at(1));
    EXPECT_FALSE(is_set(kept.teacher));
    EXPECT_FALSE(is_set(kept.conversation));
    EXPECT_TRUE(is_set(t.lessons().of_teacher(JarId{7}).value().at(0).conversation));
  });
}

TEST_P(RecordStoreConformance, access_events_keep_every_field) {
  write([](Transaction& t) {
    const AccessEvent event{{},
                            JarId{1},
                            at(1),
                            Actor::Staff,
                            StaffId{2},
                            "service",
                            AccessAction::Export,
                            "conversation",
                            3,
                            "answer a question"};
    const uint64_t first = t.access_events().add(event).value();
    const uint64_t second = t.access_events().add({.jar = JarId{1}, .at = at(2)}).value();
    t.access_events().add({.jar = JarId{2}, .at = at(3)}).value();
    const std::vector<AccessEvent> found = t.access_events().of_jar(JarId{1}).value();
    ASSERT_EQ(ids_of(found), (std::vector{second, first}));
    EXPECT_EQ(found[1].at, at(1));
    EXPECT_EQ(found[1].actor, Actor::Staff);
    EXPECT_EQ(found[1].staff, StaffId{2});
    EXPECT_EQ(found[1].role, "service");
    EXPECT_EQ(found[1].action, AccessAction::Export);
    EXPECT_EQ(found[1].object, "conversation");
    EXPECT_EQ(found[1].count, 3U);
    EXPECT_EQ(found[1].purpose, "answer a question");
    t.access_events().remove_of_jar(JarId{1}).value();
    EXPECT_TRUE(t.access_events().of_jar(JarId{1}).value().empty());
    EXPECT_EQ(t.access_events().of_jar(JarId{2}).value().size(), 1U);
  });
}

TEST_P(RecordStoreConformance, daily_counts_add_up) {
  write([](Transaction& t) {
    t.daily_counts()
        .add({{SiteId{1}, day(0), "dropped", "bot", 2},
              {SiteId{1}, day(0), "dropped", "bot", 3},
              {SiteId{1}, day(1), "no", "", 1},
              {SiteId{1}, day(2), "dropped", "bot", 50},
              {SiteId{2}, day(0), "dropped", "bot", 70}})
        .value();
    t.daily_counts().add({{SiteId{1}, day(1), "dropped", "bot", 4}}).value();
    const std::vector<DailyCount> sums = t.daily_counts().sum(SiteId{1}, day(0), day(1)).value();
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].kind, "dropped");
    EXPECT_EQ(sums[0].label, "bot");
    EXPECT_EQ(sums[0].count, 9U);
    EXPECT_EQ(sums[0].day, day(0));
    EXPECT_EQ(sums[0].site, SiteId{1});
    EXPECT_EQ(sums[1].kind, "no");
    EXPECT_EQ(sums[1].count, 1U);
  });
}

TEST_P(RecordStoreConformance, an_import_is_replaced_by_its_id) {
  write([](Transaction& t) {
    t.imports().put({"a", SiteId{1}, at(1), false, std::string("\0one", 4)}).value();
    t.imports().put({"a", SiteId{1}, at(1), true, ""}).value();
    t.imports().put({"b", SiteId{2}, at(2), false, std::string("\0two", 4)}).value();
    const std::optional<Import> a = t.imports().by_id("a").value();
    const std::optional<Import> b = t.imports().by_id("b").value();
    ASSERT_TRUE(a.has_value() && b.has_value());
    EXPECT_TRUE(a->finished);
    EXPECT_EQ(a->resume_state, "");
    EXPECT_FALSE(b->finished);
    EXPECT_EQ(b->site, SiteId{2});
    EXPECT_EQ(b->began, at(2));
    EXPECT_EQ(b->resume_state, std::string("\0two", 4));
    EXPECT_FALSE(t.imports().by_id("c").value().has_value());
  });
}

TEST_P(RecordStoreConformance, a_site_has_its_last_audit) {
  write([](Transaction& t) {
    const SiteId site = t.sites().add(site_named("a.example")).value();
    const SiteId other = t.sites().add(site_named("b.example")).value();
    const SiteAudit first{site, at(1), "{}", "", std::nullopt};
    const SiteAudit second{site, at(2), R"({"cookies":1})", "[]", at(2)};
    t.audits().put(first).value();
    EXPECT_EQ(t.audits().of_site(site).value(), first);
    t.audits().put(second).value();
    EXPECT_EQ(t.audits().of_site(site).value(), second);
    EXPECT_FALSE(t.audits().of_site(other).value().has_value());
  });
}

}  // namespace glassjar::storage::conformance

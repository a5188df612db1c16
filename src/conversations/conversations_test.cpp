// Both sides of a conversation over one set of stores: questions, answers, lessons, erasure.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/encoding.h"
#include "conversations/asking.h"
#include "conversations/conversation_records.h"
#include "conversations/inbox.h"
#include "storage/memory_stores.h"

namespace glassjar::conversations {
namespace {

using storage::KeepFor;
constexpr std::string_view kWords = "Is the winter coat warm enough for Norway?";
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

class ConversationsTest : public testing::Test {
 protected:
  void SetUp() override {
    site = *directory.add("example.org", "Etc/UTC", kStart, 1);
    other = *directory.add("example.net", "Etc/UTC", kStart, 1);
  }
  // A new browser asks; returns it as it is afterwards.
  consent::Browser ask(std::string_view text = kWords) {
    const auto asked = asking.ask(
        *site, {.path = "/coats", .text = std::string(text), .keep_for = KeepFor::Days30}, {});
    EXPECT_TRUE(asked);
    last_id = asked->id;
    return {.jar_cookie = asked->key->secret};
  }
  // All that the records hold of the jar's openings.
  std::vector<storage::AccessEvent> openings() {
    std::vector<storage::AccessEvent> events;
    EXPECT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
      for (const auto& jar : TRY(records.jars().list()))
        for (const auto& event : TRY(records.access_events().of_jar(jar.id)))
          events.push_back(event);
      return {};
    }));
    return events;
  }
  storage::Conversation stored(model::ConversationId id) {
    storage::Conversation conversation;
    EXPECT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
      conversation = *TRY(records.conversations().by_id(id));
      return {};
    }));
    return conversation;
  }

  storage::MemoryStores stores;
  FakeClock clock{kStart};
  SeededRandom random{5};
  sites::Directory directory{stores.records};
  std::shared_ptr<const sites::KnownSite> site;
  std::shared_ptr<const sites::KnownSite> other;
  consent::NewJars new_jars{clock, random};
  access_log::AccessLog log;
  Asking asking{stores.records, stores.keys, new_jars, clock, random};
  Inbox inbox{stores.records, stores.keys, log, directory, clock, random};
  ConversationRecords holder{stores.keys, directory};
  Colleague maria{.id = model::StaffId(4), .owner = model::OwnerId(1), .role = "service"};
  model::ConversationId last_id{};
};

TEST_F(ConversationsTest, a_question_makes_a_jar_that_does_not_remember_page_views) {
  const consent::Browser browser = ask();
  ASSERT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
    const auto open = TRY(consent::open_by_cookie(records, browser.jar_cookie, kStart));
    EXPECT_TRUE(open);
    EXPECT_FALSE(open->jar.remembers);
    EXPECT_EQ(open->jar.expires, kStart + days(30));
    return {};
  }));
}

TEST_F(ConversationsTest, a_second_question_goes_into_the_same_jar) {
  const consent::Browser browser = ask();
  const auto second = asking.ask(
      *site, {.path = "/hats", .text = "And hats?", .keep_for = KeepFor::Months13}, browser);
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->key);
  EXPECT_EQ(asking.threads(*site, browser)->size(), 2u);
}

TEST_F(ConversationsTest, nothing_a_person_wrote_is_readable_in_the_records) {
  ask();
  ASSERT_TRUE(inbox.reply(maria, last_id, kWords));
  ASSERT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
    const auto messages = TRY(records.conversations().messages(last_id));
    EXPECT_EQ(messages.size(), 2u);
    for (const auto& message : messages)
      for (size_t i = 0; i + 4 <= kWords.size(); ++i)
        EXPECT_EQ(as_text(message.sealed_body).find(kWords.substr(i, 4)), std::string_view::npos);
    return {};
  }));
}

TEST_F(ConversationsTest, the_list_shows_no_words_and_logs_nothing) {
  ask();
  clock.advance(minutes(1));
  ask("Another");
  const auto page = inbox.list(maria, 0);
  ASSERT_EQ(page->rows.size(), 2u);
  EXPECT_EQ(page->total, 2u);
  EXPECT_EQ(page->rows[0].conversation.id, last_id);
  EXPECT_EQ(page->rows[0].host, "example.org");
  EXPECT_EQ(inbox.list(maria, 1)->rows.size(), 1u);
  EXPECT_EQ(inbox.list(maria, 2)->rows.size(), 0u);
  EXPECT_TRUE(openings().empty());
}

TEST_F(ConversationsTest, reading_words_is_an_access_event_with_the_role_and_the_purpose) {
  ask();
  const auto thread = inbox.read_words(maria, last_id);
  ASSERT_TRUE(thread);
  EXPECT_EQ(thread->messages[0].text, kWords);
  ASSERT_EQ(openings().size(), 1u);
  EXPECT_EQ(openings()[0].actor, storage::Actor::Staff);
  EXPECT_EQ(openings()[0].staff, maria.id);
  EXPECT_EQ(openings()[0].role, "service");
  EXPECT_EQ(openings()[0].action, storage::AccessAction::View);
  EXPECT_EQ(openings()[0].purpose, "answer");
}

TEST_F(ConversationsTest, words_are_not_read_when_the_access_event_cannot_be_kept) {
  ask();
  stores.fail_next_commits(1);
  EXPECT_EQ(inbox.read_words(maria, last_id).error().code, ErrorCode::Unavailable);
  EXPECT_TRUE(openings().empty());
}

TEST_F(ConversationsTest, the_answer_waits_in_the_jar_until_it_is_read) {
  const consent::Browser browser = ask();
  EXPECT_EQ(*asking.answers_waiting(*site, browser), 0u);
  clock.advance(hours(1));
  ASSERT_TRUE(inbox.reply(maria, last_id, "It is, up to -10 °C."));
  EXPECT_EQ(stored(last_id).state, storage::ConversationState::WaitingForPerson);
  EXPECT_EQ(*asking.answers_waiting(*site, browser), 1u);
  EXPECT_EQ(*asking.answers_waiting(*other, browser), 0u);
  EXPECT_EQ(*asking.answers_waiting(*site, {}), 0u);

  const auto threads = asking.threads(*site, browser);
  ASSERT_EQ(threads->size(), 1u);
  ASSERT_EQ((*threads)[0].messages.size(), 2u);
  EXPECT_EQ((*threads)[0].messages[1].direction, storage::Direction::FromStaff);
  EXPECT_EQ((*threads)[0].messages[1].text, "It is, up to -10 °C.");
  EXPECT_EQ((*threads)[0].messages[1].read, kStart + hours(1));
  EXPECT_EQ(*asking.answers_waiting(*site, browser), 0u);
}

TEST_F(ConversationsTest, the_person_sees_when_staff_have_read_the_question) {
  const consent::Browser browser = ask();
  EXPECT_FALSE((*asking.threads(*site, browser))[0].messages[0].read);
  clock.advance(hours(2));
  ASSERT_TRUE(inbox.read_words(maria, last_id));
  EXPECT_EQ((*asking.threads(*site, browser))[0].messages[0].read, kStart + hours(2));
}

TEST_F(ConversationsTest, a_new_message_reopens_a_closed_conversation) {
  const consent::Browser browser = ask();
  ASSERT_TRUE(inbox.close(maria, last_id));
  EXPECT_EQ(stored(last_id).state, storage::ConversationState::Closed);
  clock.advance(minutes(1));
  ASSERT_TRUE(asking.add(last_id, "One more thing", browser));
  EXPECT_EQ(stored(last_id).state, storage::ConversationState::Open);
  EXPECT_EQ(stored(last_id).changed, kStart + minutes(1));
}

TEST_F(ConversationsTest, nobody_writes_into_somebody_elses_conversation) {
  ask();
  const model::ConversationId theirs = last_id;
  const consent::Browser mine = ask("mine");
  EXPECT_EQ(asking.add(theirs, "hello", mine).error().code, ErrorCode::NotFound);
  EXPECT_EQ(asking.add(model::ConversationId(99), "hello", mine).error().code, ErrorCode::NotFound);
  EXPECT_EQ(asking.add(theirs, "hello", {}).error().code, ErrorCode::Unauthenticated);
  EXPECT_EQ(asking.add(theirs, "hello", {.jar_cookie = "forged"}).error().code,
            ErrorCode::Unauthenticated);
}

TEST_F(ConversationsTest, a_jar_shows_only_its_own_conversations) {
  const consent::Browser a = ask("from a");
  const consent::Browser b = ask("from b");
  ASSERT_EQ(asking.threads(*site, a)->size(), 1u);
  EXPECT_EQ((*asking.threads(*site, a))[0].messages[0].text, "from a");
  EXPECT_EQ((*asking.threads(*site, b))[0].messages[0].text, "from b");
  EXPECT_TRUE(asking.threads(*other, a)->empty());
  EXPECT_EQ(asking.threads(*site, {}).error().code, ErrorCode::Unauthenticated);
}

TEST_F(ConversationsTest, an_expired_jar_opens_no_more) {
  const consent::Browser browser = ask();
  clock.advance(days(30));
  EXPECT_EQ(asking.threads(*site, browser).error().code, ErrorCode::Unauthenticated);
  EXPECT_EQ(asking.add(last_id, "late", browser).error().code, ErrorCode::Unauthenticated);
}

TEST_F(ConversationsTest, a_lesson_is_seen_by_both_sides) {
  const consent::Browser browser = ask();
  ASSERT_TRUE(inbox.teach(maria, last_id, "People ask how warm the coat is: say it on the page."));
  const auto lessons = inbox.lessons(site->record.id);
  ASSERT_EQ(lessons->size(), 1u);
  EXPECT_EQ((*lessons)[0].path, "/coats");
  EXPECT_EQ((*asking.threads(*site, browser))[0].lesson, (*lessons)[0].sentence);
  EXPECT_EQ(inbox.read_words(maria, last_id)->lesson, (*lessons)[0].sentence);
  EXPECT_TRUE(inbox.lessons(other->record.id)->empty());
}

TEST_F(ConversationsTest, a_conversation_teaches_once) {
  ask();
  ASSERT_TRUE(inbox.teach(maria, last_id, "One"));
  EXPECT_EQ(inbox.teach(maria, last_id, "Two").error().code, ErrorCode::Conflict);
  EXPECT_EQ(inbox.teach(maria, last_id, std::string(301, 'x')).error().code,
            ErrorCode::InvalidArgument);
}

TEST_F(ConversationsTest, staff_of_another_owner_find_nothing) {
  ask();
  const Colleague stranger{.id = model::StaffId(9), .owner = model::OwnerId(2), .role = "owner"};
  EXPECT_EQ(inbox.list(stranger, 0)->total, 0u);
  EXPECT_EQ(inbox.read_words(stranger, last_id).error().code, ErrorCode::NotFound);
  EXPECT_EQ(inbox.reply(stranger, last_id, "hi").error().code, ErrorCode::NotFound);
  EXPECT_EQ(inbox.teach(stranger, last_id, "hi").error().code, ErrorCode::NotFound);
  EXPECT_EQ(inbox.close(stranger, last_id).error().code, ErrorCode::NotFound);
  EXPECT_TRUE(openings().empty());
}

TEST_F(ConversationsTest, one_jar_writes_only_so_many_messages_an_hour) {
  const consent::Browser browser = ask();
  for (int i = 1; i < Asking::kMessagesPerHour; ++i)
    ASSERT_TRUE(asking.add(last_id, "again", browser)) << i;
  EXPECT_EQ(asking.add(last_id, "again", browser).error().code, ErrorCode::ResourceExhausted);
  ask("someone else");
  clock.advance(hours(1));
  const auto threads = asking.threads(*site, browser);
  EXPECT_TRUE(asking.add((*threads)[0].conversation.id, "later", browser));
}

TEST_F(ConversationsTest, tampered_words_are_data_loss_not_garbage) {
  const consent::Browser browser = ask();
  ASSERT_TRUE(stores.records.transact([&](storage::Transaction& records) -> Result<void> {
    auto message = TRY(records.conversations().messages(last_id))[0];
    message.sealed_body.back() ^= 1;
    TRY(records.conversations().add_message(message));
    return {};
  }));
  EXPECT_EQ(asking.threads(*site, browser).error().code, ErrorCode::DataLoss);
}

TEST_F(ConversationsTest, words_moved_into_another_conversation_do_not_open) {
  const consent::Browser browser = ask();
  const model::ConversationId first = last_id;
  ASSERT_TRUE(asking.ask(*site, {.path = "/", .text = "second"}, browser));
  ASSERT_TRUE(stores.records.transact([&](storage::Transaction& records) -> Result<void> {
    auto message = TRY(records.conversations().messages(first))[0];
    message.conversation = model::ConversationId(model::number(first) + 1);
    TRY(records.conversations().add_message(message));
    return {};
  }));
  EXPECT_EQ(asking.threads(*site, browser).error().code, ErrorCode::DataLoss);
}

TEST_F(ConversationsTest, hands_over_all_of_it) {
  ask();
  ASSERT_TRUE(inbox.reply(maria, last_id, "Yes"));
  ASSERT_TRUE(inbox.teach(maria, last_id, "Say it on the page"));
  ASSERT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
    const auto tables = TRY(holder.export_person(records, stored(last_id).jar));
    EXPECT_EQ(tables.size(), 3u);
    EXPECT_EQ(tables[0].rows[0][1], "example.org");
    EXPECT_EQ(tables[1].rows.size(), 2u);
    EXPECT_EQ(tables[1].rows[0][2], kWords);
    EXPECT_EQ(tables[1].rows[1][1], "staff");
    EXPECT_EQ(tables[2].rows[0][2], "Say it on the page");
    return {};
  }));
}

TEST_F(ConversationsTest, erasing_the_person_keeps_the_lesson_and_forgets_its_teacher) {
  ask("gone");
  const model::ConversationId gone = last_id;
  const model::JarId jar = stored(gone).jar;
  ASSERT_TRUE(inbox.teach(maria, gone, "What it taught"));
  const consent::Browser stays = ask("stays");
  ASSERT_TRUE(stores.records.transact(
      [&](storage::Transaction& records) { return holder.erase_person(records, jar); }));
  EXPECT_EQ(inbox.read_words(maria, gone).error().code, ErrorCode::NotFound);
  ASSERT_EQ(inbox.lessons(site->record.id)->size(), 1u);
  EXPECT_FALSE(model::is_set((*inbox.lessons(site->record.id))[0].teacher));
  EXPECT_EQ(asking.threads(*site, stays)->size(), 1u);
}

}  // namespace
}  // namespace glassjar::conversations

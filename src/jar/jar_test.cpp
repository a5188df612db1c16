// Opening a jar: counts, lists, the download parsed back, and who may.
#include "jar/jar.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <boost/json/parse.hpp>
#include <map>

#include "consent/choices.h"
#include "storage/memory_stores.h"

namespace glassjar::jar {
namespace {

using storage::KeepFor;
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

// Another room's data: one table, two rows.
class NotesHolder final : public storage::PersonalDataHolder {
 public:
  explicit NotesHolder(std::string table) : table_(std::move(table)) {}
  std::string_view holder_name() const override { return "notes"; }
  Result<std::vector<storage::ExportTable>> export_person(storage::Transaction& records,
                                                          model::JarId jar) override {
    saw_entry = !TRY(records.access_events().of_jar(jar)).empty();
    return std::vector{storage::ExportTable{
        .name = table_, .columns = {"text", "n"}, .rows = {{"=a \"b\", c", "1"}, {"ü", "-2"}}}};
  }
  Result<void> erase_person(storage::Transaction&, model::JarId) override { return {}; }

  // Whether the access event was there when the data was read.
  bool saw_entry = false;

 private:
  std::string table_;
};

// The files of a ZIP, by name.
std::map<std::string, std::string> unzip(const std::string& bytes) {
  std::map<std::string, std::string> files;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  EXPECT_NE(archive, nullptr);
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    EXPECT_EQ(zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat), 0);
    std::string content(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    EXPECT_EQ(zip_fread(file, content.data(), content.size()),
              static_cast<zip_int64_t>(content.size()));
    zip_fclose(file);
    files.emplace(stat.name, std::move(content));
  }
  zip_discard(archive);
  return files;
}

class JarTest : public testing::Test {
 protected:
  void SetUp() override {
    site = *directory.add("example.org", "Etc/UTC", kStart, 1);
    other = *directory.add("example.net", "Etc/UTC", kStart, 1);
    mine = remember();
  }
  consent::Browser remember() {
    return {.jar_cookie =
                choices.remember(*site, KeepFor::Days30, model::PageLoadId(), {})->secret};
  }
  // A stored row of that browser.
  void store(const consent::Browser& browser, const sites::KnownSite& on, model::EventKind kind,
             const std::string& path) {
    const model::VisitorId visitor = *remembered.visitor(browser.jar_cookie, on.record.id);
    model::Event row{.seq = ++seq,
                     .site = on.record.id,
                     .time = clock.now(),
                     .day = on.zone.day_of(clock.now()),
                     .kind = kind,
                     .tier = model::Tier::Remembered,
                     .visitor = visitor,
                     .visit = model::VisitId(1),
                     .name = std::string(name(kind)),
                     .hostname = on.record.host,
                     .path = path};
    row.attributes.country = "NO";
    ASSERT_TRUE(
        stores.events.apply({.spool_id = 1, .first_seq = seq, .next_seq = seq + 1, .rows = {row}}));
  }
  uint64_t count(const Contents& contents, std::string_view kind) {
    for (const Held& held : contents.held)
      if (held.purpose->kind == kind) return held.count;
    ADD_FAILURE() << "nothing of kind " << kind;
    return 0;
  }

  storage::MemoryStores stores;
  FakeClock clock{kStart};
  SeededRandom random{5};
  sites::Directory directory{stores.records};
  std::shared_ptr<const sites::KnownSite> site;
  std::shared_ptr<const sites::KnownSite> other;
  consent::Remembered remembered{stores.records, clock};
  consent::NewJars new_jars{clock, random};
  consent::Choices choices{stores.records, stores.spool, remembered, new_jars, clock, random};
  access_log::AccessLog log;
  NotesHolder notes{"messages"};
  Jar jar{stores.records, stores.events, directory, log, {&notes, &log}, clock};
  consent::Browser mine;
  uint64_t seq = 0;
};

TEST_F(JarTest, opens_on_counts_with_a_benefit_and_an_end) {
  store(mine, *site, model::EventKind::Pageview, "/a");
  store(mine, *site, model::EventKind::Engagement, "/a");
  store(mine, *other, model::EventKind::Pageview, "/b");
  const auto contents = jar.open(*site, mine);
  ASSERT_TRUE(contents);
  EXPECT_EQ(count(*contents, "pageviews"), 2u);
  EXPECT_EQ(count(*contents, "reading_reports"), 1u);
  EXPECT_EQ(count(*contents, "custom_events"), 0u);
  EXPECT_EQ(count(*contents, "messages"), 2u);
  EXPECT_EQ(count(*contents, "choices"), 1u);
  for (const Held& held : contents->held) {
    EXPECT_EQ(held.kept_until, kStart + days(30));
    EXPECT_FALSE(held.purpose->benefit.empty());
    EXPECT_FALSE(held.purpose->source.empty());
  }
}

TEST_F(JarTest, every_opening_is_logged_before_anything_is_read) {
  ASSERT_TRUE(jar.open(*site, mine));
  EXPECT_TRUE(notes.saw_entry);
  clock.advance(minutes(1));
  ASSERT_TRUE(jar.pages(*site, mine, 0));
  clock.advance(minutes(1));
  ASSERT_TRUE(jar.download(*site, mine));
  clock.advance(minutes(1));
  const auto contents = jar.open(*site, mine);
  ASSERT_EQ(contents->openings.size(), 4u);
  EXPECT_EQ(contents->openings[0].at, clock.now());
  EXPECT_EQ(contents->openings[1].action, storage::AccessAction::Export);
  EXPECT_EQ(contents->openings[2].object, "pages");
  EXPECT_EQ(contents->openings[3].actor, storage::Actor::Person);
}

TEST_F(JarTest, nothing_is_shown_when_the_opening_cannot_be_logged) {
  store(mine, *site, model::EventKind::Pageview, "/a");
  stores.fail_next_commits(1);
  EXPECT_EQ(jar.pages(*site, mine, 0).error().code, ErrorCode::Unavailable);
  stores.fail_next_commits(1);
  EXPECT_EQ(jar.download(*site, mine).error().code, ErrorCode::Unavailable);
}

TEST_F(JarTest, holds_none_of_another_browser) {
  const consent::Browser theirs = remember();
  store(theirs, *site, model::EventKind::Pageview, "/theirs");
  store(mine, *site, model::EventKind::Pageview, "/mine");
  const auto list = jar.pages(*site, mine, 0);
  ASSERT_EQ(list->rows.size(), 1u);
  EXPECT_EQ(list->rows[0].path, "/mine");
  EXPECT_EQ(jar.open(*site, theirs)->openings.size(), 1u);
}

TEST_F(JarTest, opens_for_no_wrong_old_or_missing_key) {
  for (const char* cookie : {"", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_EQ(jar.open(*site, {.jar_cookie = cookie}).error().code, ErrorCode::Unauthenticated);
    EXPECT_EQ(jar.pages(*site, {.jar_cookie = cookie}, 0).error().code, ErrorCode::Unauthenticated);
    EXPECT_EQ(jar.download(*site, {.jar_cookie = cookie}).error().code, ErrorCode::Unauthenticated);
    EXPECT_EQ(jar.continue_reading(*site, {.jar_cookie = cookie}, "").error().code,
              ErrorCode::Unauthenticated);
  }
  EXPECT_FALSE(jar.open(*site, {.jar_cookie = std::string(5'000, 'A')}));
  clock.advance(days(30));
  EXPECT_EQ(jar.open(*site, mine).error().code, ErrorCode::Unauthenticated);
}

TEST_F(JarTest, a_jar_that_said_no_can_still_be_opened) {
  store(mine, *site, model::EventKind::Pageview, "/a");
  ASSERT_TRUE(choices.say_no(*site, mine));
  EXPECT_EQ(count(*jar.open(*site, mine), "pageviews"), 1u);
}

TEST_F(JarTest, lists_rows_of_all_sites_in_order_page_by_page) {
  for (size_t i = 0; i < Jar::kRowsPerPage + 5; ++i)
    store(mine, i % 2 == 0 ? *site : *other, model::EventKind::Pageview, "/" + std::to_string(i));
  const auto first = jar.pages(*site, mine, 0);
  ASSERT_EQ(first->rows.size(), Jar::kRowsPerPage);
  EXPECT_TRUE(first->more);
  const auto second = jar.pages(*site, mine, first->rows.back().seq);
  ASSERT_EQ(second->rows.size(), 5u);
  EXPECT_FALSE(second->more);
  EXPECT_EQ(first->rows[1].path, "/1");
  EXPECT_EQ(second->rows[4].path, "/104");
}

TEST_F(JarTest, the_download_holds_every_table_as_json_and_csv) {
  store(mine, *site, model::EventKind::Pageview, "/a");
  store(mine, *site, model::EventKind::Pageview, "/ü,\"b\"");
  const auto files = unzip(*jar.download(*site, mine));
  for (const char* table : {"pages", "choices", "messages", "openings"}) {
    EXPECT_TRUE(files.contains(std::string(table) + ".json")) << table;
    EXPECT_TRUE(files.contains(std::string(table) + ".csv")) << table;
  }
  EXPECT_NE(files.at("README.txt").find("pages: 2 rows"), std::string::npos);

  const auto pages = boost::json::parse(files.at("pages.json")).as_array();
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[1].at("path").as_string(), "/ü,\"b\"");
  EXPECT_EQ(pages[0].at("country").as_string(), "NO");
  EXPECT_EQ(pages[0].at("site").as_string(), "example.org");
  EXPECT_EQ(pages[0].at("at").as_string(), "2026-11-21T10:00:00Z");

  const auto messages = boost::json::parse(files.at("messages.json")).as_array();
  EXPECT_EQ(messages[0].at("text").as_string(), "=a \"b\", c");
  EXPECT_EQ(files.at("messages.csv"), "text,n\r\n\"'=a \"\"b\"\", c\",1\r\nü,-2\r\n");

  const auto choice = boost::json::parse(files.at("choices.json")).as_array();
  EXPECT_EQ(choice[0].at("keep_for").as_string(), "30d");
}

TEST_F(JarTest, every_kind_that_is_exported_has_a_purpose) {
  NotesHolder undeclared{"shoe_sizes"};
  Jar strict{stores.records, stores.events, directory, log, {&undeclared}, clock};
  EXPECT_EQ(strict.open(*site, mine).error().code, ErrorCode::Internal);
}

TEST_F(JarTest, continue_reading_stays_on_the_site_and_is_not_logged) {
  store(mine, *site, model::EventKind::Pageview, "/a");
  store(mine, *site, model::EventKind::Pageview, "/here");
  store(mine, *other, model::EventKind::Pageview, "/elsewhere");
  const auto pages = jar.continue_reading(*site, mine, "/here");
  ASSERT_EQ(pages->size(), 1u);
  EXPECT_EQ((*pages)[0].path, "/a");
  EXPECT_EQ(jar.open(*site, mine)->openings.size(), 1u);
}

}  // namespace
}  // namespace glassjar::jar

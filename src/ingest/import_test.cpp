// Imports from begin to finish, on stores in memory and with the real rules.
#include "ingest/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/memory_stores.h"

namespace glassjar::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr const char* kBrowser =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
    "Safari/537.36";

std::string line(std::string_view address, std::string_view time, std::string_view target,
                 std::string_view agent = kBrowser) {
  return fmt::format("{} - - [{} +0000] \"GET {} HTTP/1.1\" 200 1 \"-\" \"{}\"\n", address, time,
                     target, agent);
}

// The rules as in the server, on stores in memory.
struct Ground {
  // Compiling the patterns takes longer than all the tests.
  static UserAgents& user_agents() {
    static SystemRandom random;
    static UserAgents agents(random);
    return agents;
  }
  static constexpr model::SiteId kSite{1};
  FakeClock clock{TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 11 / 21))};
  SystemRandom random;
  storage::MemoryStores stores;
  sites::Directory sites{stores.records};
  consent::Remembered remembered{stores.records, clock};
  class NoSalts final : public SaltSource {
    LocalDay day_in_force(const sites::KnownSite&, LocalDay day) override { return day; }
    Salt salt_of(const sites::KnownSite&, LocalDay) override { CHECK(false); }
  } live_salts;  // an import must not ask for live salts
  Countries countries = Countries::built_in().value();
  Sources sources;
  Context context{.sites = sites,
                  .remembered = remembered,
                  .salts = live_salts,
                  .user_agents = user_agents(),
                  .countries = countries,
                  .sources = sources,
                  .clock = clock};
};

struct ImportTest : testing::Test, Ground {
  ImportTest() {
    EXPECT_TRUE(sites.reload());
    EXPECT_TRUE(sites.add("example.org", "Etc/UTC", clock.now(), 1));
    restart();
  }
  // A new process on the same stores.
  void restart() {
    if (loader) loader->stop();
    imports.reset();
    LoaderHooks hooks;
    hooks.imported = [this](const std::string& id, const std::string& state) {
      return imports->rows_stored(id, state);
    };
    loader = std::make_unique<Loader>(stores.spool, stores.events, clock, hooks,
                                      LoaderOptions{.gather = milliseconds(0)});
    imports =
        std::make_unique<AccessLogImports>(context, stores.records, stores.spool, *loader, random);
    loader->start();
  }
  std::string begin() { return imports->begin("example.org", "access-log", "file").value().id; }
  uint64_t lines_done() {
    return imports->begin("example.org", "access-log", "file").value().lines_done;
  }
  std::vector<model::Event> rows() {
    loader->wait_until_applied(stores.spool.next_seq(), seconds(60));
    std::vector<model::Event> found;
    for (int day = 17; day <= 18; ++day) {
      const LocalDay local{std::chrono::year(2015) / 5 / day};
      const auto visits = stores.events.visits_on(kSite, local).value();
      for (const storage::OpenVisit& visit : visits) {
        auto of_visitor = stores.events.rows_of(kSite, visit.visit.visitor, 0, 1'000).value();
        for (model::Event& row : of_visitor)
          if (row.visit == visit.visit.id) found.push_back(std::move(row));
      }
    }
    return found;
  }
  std::string resume_state(const std::string& id) {
    std::string state;
    EXPECT_TRUE(stores.records.read([&](storage::Transaction& records) -> Result<void> {
      state = TRY(records.imports().by_id(id)).value().resume_state;
      return {};
    }));
    return state;
  }

  std::unique_ptr<Loader> loader;
  std::unique_ptr<AccessLogImports> imports;
};

TEST_F(ImportTest, page_views_become_rows_and_other_lines_are_counted_by_reason) {
  const std::string id = begin();
  const std::string text = line("203.0.113.9", "17/May/2015:10:05:03", "/a?x=1") +
                           line("203.0.113.9", "17/May/2015:10:06:03", "/style.css") +
                           line("203.0.113.9", "17/May/2015:10:07:03", "/b", "Googlebot/2.1") +
                           "nonsense\n" + line("203.0.113.9", "17/May/2015:10:08:03", "/b");
  EXPECT_EQ(imports->add_lines(id, 0, text).value(), 5U);
  const auto counts = imports->finish(id).value();
  EXPECT_EQ(counts.lines, 5U);
  EXPECT_EQ(counts.pageviews, 2U);
  EXPECT_THAT(counts.skipped, ElementsAre(Pair("asset", 1), Pair("bot", 1), Pair("malformed", 1)));
  const auto found = rows();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].path, "/a");
  EXPECT_EQ(found[0].hostname, "example.org");
  EXPECT_EQ(to_iso(found[0].time), "2015-05-17T10:05:03Z");
  EXPECT_EQ(found[0].attributes.browser, "Chrome");
  EXPECT_EQ(found[1].visit, found[0].visit);
}

TEST_F(ImportTest, a_visitor_has_another_number_on_another_day) {
  const std::string id = begin();
  imports->add_lines(id, 0, line("203.0.113.9", "17/May/2015:10:05:03", "/")).value();
  imports->add_lines(id, 1, line("203.0.113.9", "18/May/2015:10:05:03", "/")).value();
  const auto found = rows();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NE(found[0].visitor, found[1].visitor);
}

TEST_F(ImportTest, lines_sent_again_are_passed_over) {
  const std::string id = begin();
  const std::string first = line("203.0.113.9", "17/May/2015:10:05:03", "/a");
  const std::string second = line("203.0.113.9", "17/May/2015:10:06:03", "/b");
  EXPECT_EQ(imports->add_lines(id, 0, first).value(), 1U);
  EXPECT_EQ(imports->add_lines(id, 0, first).value(), 1U);
  EXPECT_EQ(imports->add_lines(id, 0, first + second).value(), 2U);
  EXPECT_EQ(rows().size(), 2U);
}

TEST_F(ImportTest, lines_left_out_are_refused) {
  const std::string id = begin();
  const auto outcome = imports->add_lines(id, 1, line("203.0.113.9", "17/May/2015:10:05:03", "/a"));
  EXPECT_EQ(outcome.error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(rows().size(), 0U);
}

TEST_F(ImportTest, a_restarted_import_goes_on_with_the_same_visitors) {
  const std::string id = begin();
  imports->add_lines(id, 0, line("203.0.113.9", "17/May/2015:10:05:03", "/a")).value();
  restart();
  EXPECT_EQ(lines_done(), 1U);
  imports->add_lines(id, 1, line("203.0.113.9", "17/May/2015:10:06:03", "/b")).value();
  const auto found = rows();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].visitor, found[1].visitor);
  EXPECT_EQ(found[0].visit, found[1].visit);
}

TEST_F(ImportTest, lines_that_are_in_the_spool_only_are_not_taken_in_again) {
  const std::string id = begin();
  const std::string text = line("203.0.113.9", "17/May/2015:10:05:03", "/a");
  loader->stop();
  imports->add_lines(id, 0, text).value();
  restart();
  EXPECT_EQ(imports->add_lines(id, 0, text).value(), 1U);
  EXPECT_EQ(rows().size(), 1U);
}

TEST_F(ImportTest, the_secret_lives_in_the_record_alone_and_only_while_the_import_runs) {
  const std::string id = begin();
  imports->add_lines(id, 0, "nonsense\n").value();
  EXPECT_THAT(resume_state(id), HasSubstr("secret"));
  loader->stop();
  imports->add_lines(id, 1, line("203.0.113.9", "17/May/2015:10:05:03", "/a")).value();
  const auto entries = stores.spool.read(0, 1'000'000).value();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_THAT(entries[0].payload, Not(HasSubstr("secret")));
  loader->start();
  imports->finish(id).value();
  EXPECT_THAT(resume_state(id), Not(HasSubstr("secret")));
}

TEST_F(ImportTest, a_finished_import_takes_no_more_lines_and_tells_its_counts_again) {
  const std::string id = begin();
  const std::string text = line("203.0.113.9", "17/May/2015:10:05:03", "/a");
  imports->add_lines(id, 0, text).value();
  imports->finish(id).value();
  EXPECT_EQ(lines_done(), 1U);
  EXPECT_EQ(imports->add_lines(id, 0, text).value(), 1U);
  EXPECT_EQ(imports->add_lines(id, 1, text).error().code, ErrorCode::Conflict);
  EXPECT_EQ(imports->finish(id).value().pageviews, 1U);
  EXPECT_EQ(rows().size(), 1U);
}

TEST_F(ImportTest, only_the_hosts_of_the_site_are_taken_in) {
  const std::string id = begin();
  const std::string one = line("203.0.113.9", "17/May/2015:10:05:03", "/a");
  imports->add_lines(id, 0, "elsewhere.net " + one + "www.example.org:443 " + one).value();
  EXPECT_THAT(imports->finish(id).value().skipped, ElementsAre(Pair("hostname_not_allowed", 1)));
  EXPECT_EQ(rows().at(0).hostname, "www.example.org");
}

TEST_F(ImportTest, what_cannot_be_imported_is_refused_by_name) {
  EXPECT_EQ(imports->begin("other.org", "access-log", "f").error().code, ErrorCode::NotFound);
  EXPECT_THAT(imports->begin("example.org", "csv", "f").error().message, HasSubstr("format"));
  EXPECT_THAT(imports->begin("example.org", "access-log", "").error().message,
              HasSubstr("fingerprint"));
  EXPECT_EQ(imports->add_lines("unknown", 0, "x\n").error().code, ErrorCode::NotFound);
  EXPECT_EQ(imports->finish("unknown").error().code, ErrorCode::NotFound);
  const std::string many(AccessLogImports::kLinesAtOnceMax + 1, '\n');
  EXPECT_EQ(imports->add_lines(begin(), 0, many).error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace glassjar::ingest

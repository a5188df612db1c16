// The JSON of answers, as clients of Plausible's Stats API v2 read it.
#include "query/answer.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "engines.h"
#include "one_site.h"

namespace glassjar::queries {
namespace {

class Answers : public testing::Test {
 protected:
  Answers() : engine_("memory"), site_(site()), clock_(parse_time("2026-11-21T12:00:00Z").value()) {
    engine_.load({pageview(1, 1), pageview(2, 1), pageview(3, 2)});
  }

  static storage::Site site() {
    return {.id = model::SiteId{1}, .host = "example.org", .zone = "Europe/Berlin", .floor = 1};
  }

  static model::Event pageview(uint64_t seq, uint64_t visitor) {
    return {.seq = seq,
            .site = model::SiteId{1},
            .time = parse_time("2026-11-20T10:00:00Z").value(),
            .day = parse_day("2026-11-20").value(),
            .utc_offset = minutes(60),
            .visitor = model::VisitorId{visitor},
            .visit = model::VisitId{visitor},
            .name = "pageview",
            .hostname = "example.org",
            .path = "/\"quoted\""};
  }

  std::string ask(std::string_view question) {
    const query::Answerer answerer(engine_.store(), site_.directory(), clock_,
                                   [this](model::SiteId) { return excluded_; });
    const Result<std::string> answer = answerer.answer(question);
    return answer ? *answer : answer.error().message;
  }

  Engine engine_;
  OneSite site_;
  FakeClock clock_;
  std::vector<model::VisitorId> excluded_;
};

TEST_F(Answers, have_results_meta_and_the_question_in_normal_form) {
  EXPECT_EQ(ask(R"({"site_id":"www.Example.org","metrics":["views_per_visit","bounce_rate"],
                    "date_range":"day"})"),
            R"({"results":[{"dimensions":[],"metrics":[null,null]}],"meta":{},)"
            R"("query":{"site_id":"www.Example.org","metrics":["views_per_visit","bounce_rate"],)"
            R"("date_range":["2026-11-21T00:00:00+01:00","2026-11-21T23:59:59+01:00"],)"
            R"("filters":[],"dimensions":[],"order_by":[["views_per_visit","desc"]],)"
            R"("include":{},"pagination":{"limit":10000,"offset":0}}})");
}

TEST_F(Answers, say_what_time_and_comparison_stood_for) {
  EXPECT_EQ(ask(R"({"site_id":"example.org","metrics":["pageviews","views_per_visit"],
                    "date_range":"7d","dimensions":["event:page","time"],
                    "filters":[["contains","event:page",["q"]]],"pagination":{"limit":5},
                    "include":{"total_rows":true,"comparisons":{"mode":"previous_period"}}})"),
            R"({"results":[{"dimensions":["/\"quoted\"","2026-11-20"],"metrics":[3,1.5],)"
            R"("comparison":{"dimensions":["/\"quoted\"","2026-11-13"],"metrics":[0,null],)"
            R"("change":[100,null]}}],"meta":{"total_rows":1},)"
            R"("query":{"site_id":"example.org","metrics":["pageviews","views_per_visit"],)"
            R"("date_range":["2026-11-14T00:00:00+01:00","2026-11-20T23:59:59+01:00"],)"
            R"("filters":[["contains","event:page",["q"]]],)"
            R"("dimensions":["event:page","time:day"],)"
            R"("order_by":[["time:day","asc"],["pageviews","desc"]],)"
            R"("include":{"total_rows":true,"comparisons":{"date_range":)"
            R"(["2026-11-07T00:00:00+01:00","2026-11-13T23:59:59+01:00"]}},)"
            R"("pagination":{"limit":5,"offset":0}}})");
}

TEST_F(Answers, leave_out_visitors_whose_erasure_is_under_way) {
  constexpr std::string_view kQuestion =
      R"({"site_id":"example.org","metrics":["visitors","pageviews"],"date_range":"7d"})";
  EXPECT_TRUE(ask(kQuestion).starts_with(R"({"results":[{"dimensions":[],"metrics":[2,3]}])"));
  excluded_ = {model::VisitorId{1}};
  EXPECT_TRUE(ask(kQuestion).starts_with(R"({"results":[{"dimensions":[],"metrics":[1,1]}])"));
}

}  // namespace
}  // namespace glassjar::queries

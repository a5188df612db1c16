// Reading of questions, and what is refused.
#include "query/question.h"

#include <gtest/gtest.h>

#include "query/filter_json.h"

namespace glassjar::query {
namespace {

using model::Dimension;
using model::Metric;
using storage::Condition;
using storage::Filter;
using storage::Order;

std::string with(std::string_view members) {
  return fmt::format(R"({{"site_id":"a.example","metrics":["visitors"],"date_range":"7d",{}}})",
                     members);
}

std::string error_of(std::string_view json) {
  const Result<Question> question = parse_question(json);
  return question ? "" : question.error().message;
}

TEST(Question, reads_every_key) {
  const Question question =
      parse_question(R"({"site_id":"a.example","metrics":["visits","percentage"],
        "date_range":["2026-11-01","2026-11-20"],"dimensions":["visit:source","time"],
        "filters":[["is_not","event:page",["/","/a"]]],"order_by":[["time","desc"],["percentage","asc"]],
        "include":{"imports":true,"time_labels":true,"total_rows":true,
                   "comparisons":{"mode":"year_over_year"}},
        "pagination":{"limit":7,"offset":14}})")
          .value();
  EXPECT_EQ(question.site, "a.example");
  EXPECT_EQ(question.columns, (std::vector<Column>{{.metric = Metric::Visits},
                                                   {.metric = Metric::Visitors, .share = true}}));
  EXPECT_EQ(to_iso(question.range.first), "2026-11-01");
  EXPECT_EQ(to_iso(question.range.last), "2026-11-20");
  EXPECT_EQ(question.dimensions[0], Dimension::Source);
  EXPECT_EQ(question.chosen_time, 1U);
  EXPECT_EQ(print_filters(question.filter), R"([["is_not","event:page",["/","/a"]]])");
  ASSERT_EQ(question.order.size(), 2U);
  EXPECT_EQ(question.order[0].by, Order::By::Dimension);
  EXPECT_EQ(question.order[0].index, 1U);
  EXPECT_TRUE(question.order[0].descending);
  EXPECT_EQ(question.order[1].by, Order::By::Metric);
  EXPECT_EQ(question.order[1].index, 1U);
  EXPECT_FALSE(question.order[1].descending);
  EXPECT_TRUE(question.time_labels);
  EXPECT_TRUE(question.total_rows);
  EXPECT_EQ(question.comparison->mode, Comparison::Mode::YearOverYear);
  EXPECT_EQ(question.limit, 7U);
  EXPECT_EQ(question.offset, 14U);
}

TEST(Question, orders_by_time_then_by_the_first_metric_unless_told) {
  const Question question =
      parse_question(with(R"("dimensions":["event:page","time:day"])")).value();
  ASSERT_EQ(question.order.size(), 2U);
  EXPECT_EQ(question.order[0].by, Order::By::Dimension);
  EXPECT_EQ(question.order[0].index, 1U);
  EXPECT_FALSE(question.order[0].descending);
  EXPECT_EQ(question.order[1].by, Order::By::Metric);
  EXPECT_TRUE(question.order[1].descending);
}

TEST(Question, prints_filters_as_it_reads_them) {
  constexpr std::string_view kFilters =
      R"([["and",[["is","visit:os",["Mac"]],["not",["or",[["contains","event:page",["a"],)"
      R"({"case_sensitive":false}],["matches_not","event:page",["^/\"x"]]]]]]]])";
  const Question question = parse_question(with(fmt::format(R"("filters":{})", kFilters))).value();
  EXPECT_EQ(print_filters(question.filter), kFilters);
}

TEST(Question, includes_the_last_second_of_a_range_of_times) {
  const Question question = parse_question(
                                R"({"site_id":"a","metrics":["visits"],
          "date_range":["2026-11-20T10:00:00+01:00","2026-11-20T10:59:59+01:00"]})")
                                .value();
  EXPECT_EQ(to_iso(question.range.from), "2026-11-20T09:00:00Z");
  EXPECT_EQ(to_iso(question.range.to), "2026-11-20T10:00:00Z");
}

TEST(Question, refuses_more_than_its_limits) {
  EXPECT_NE(error_of(std::string(kQuestionBytesMax + 1, ' ')), "");
  std::string filters;
  for (size_t i = 0; i < kConditionsMax / 2 + 1; ++i)
    filters += std::string(i == 0 ? "" : ",") +
               R"(["or",[["is","event:page",["/"]],["is","event:page",["/"]]]])";
  EXPECT_EQ(error_of(with(fmt::format(R"("filters":[{}])", filters))),
            "filters[16][1][0] […]: want at most 32 conditions");
  std::string values = R"("/")";
  for (int i = 0; i < 200; ++i) values += R"(,"/")";
  EXPECT_EQ(error_of(with(fmt::format(R"("filters":[["is","event:page",[{}]]])", values))),
            "filters[0][2] […]: want at most 200 elements");
}

TEST(Question, refuses_deep_nesting_without_recursing) {
  std::string filter = R"(["is","event:page",["/"]])";
  for (int i = 0; i < 1000; ++i) filter = R"(["not",)" + filter + "]";
  EXPECT_TRUE(
      error_of(with(fmt::format(R"("filters":[{}])", filter))).starts_with("question: no JSON"));
}

TEST(Question, refuses_text_that_is_no_text) {
  EXPECT_TRUE(error_of(with("\"filters\":[[\"is\",\"event:page\",[\"\xff\"]]]"))
                  .starts_with("question: no JSON"));
  EXPECT_EQ(error_of(with(R"("filters":[["is","event:page",["\u0000"]]])")),
            R"(filters[0][2][0] "\u0000": want no NUL character)");
}

TEST(Question, cuts_long_values_in_messages) {
  const std::string message =
      error_of(with(fmt::format(R"("dimensions":["{}ü"])", std::string(58, 'x'))));
  EXPECT_TRUE(
      message.starts_with(fmt::format("dimensions[0] \"{}…: unknown", std::string(58, 'x'))))
      << message;
}

}  // namespace
}  // namespace glassjar::query

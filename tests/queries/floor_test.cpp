// The floor on random streams, held against what the oracle says about every row and condition.
#include "query/floor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "engines.h"
#include "oracle.h"
#include "random_case.h"

namespace glassjar::queries {
namespace {

using model::Dimension;
using model::Metric;
using storage::Aggregate;
using storage::Filter;
using storage::Table;

constexpr int kQuestionsEach = 10;
constexpr uint64_t kRounds = 30;
constexpr uint32_t kFloor = 3;

double visitors_of(const std::vector<model::Event>& rows, Aggregate question, Filter filter) {
  question.filter = std::move(filter);
  question.dimensions.clear();
  question.metrics = {Metric::Visitors};
  question.order.clear();
  question.offset = 0;
  return *oracle_answer(rows, question).rows.front().metrics.front();
}

bool under_floor(double visitors) { return visitors >= 1 && visitors < kFloor; }

bool by_attribute(const Aggregate& question) {
  return std::any_of(question.dimensions.begin(), question.dimensions.end(),
                     model::is_visitor_attribute);
}

// The most visitors that a row of the answer has on one day, by the oracle.
double busiest_day(const std::vector<model::Event>& rows, Aggregate question,
                   const std::vector<std::string>& dimensions) {
  const size_t asked = question.dimensions.size();
  question.dimensions.push_back(Dimension::TimeDay);
  question.metrics = {Metric::Visitors};
  question.order.clear();
  question.offset = 0;
  question.limit = 100'000;
  double most = 0;
  for (const auto& row : oracle_answer(rows, question).rows)
    if (std::equal(dimensions.begin(), dimensions.end(), row.dimensions.begin(),
                   row.dimensions.begin() + static_cast<ptrdiff_t>(asked)))
      most = std::max(most, *row.metrics.front());
  return most;
}

// Calls `check(floored, rows, question)` with a question of one condition at most, and its answer.
template <class Check>
void in_each_round(Check check) {
  for (uint64_t seed = 1; seed <= kRounds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    RandomCase random(seed);
    const std::vector<model::Event> rows = random.stream();
    Engine engine("memory");
    engine.load(rows);
    for (int i = 0; i < kQuestionsEach; ++i) {
      Aggregate question = random.question();
      question.filter = {};
      if (i % 2 == 0) question.filter.children.push_back(random.filter(0));
      question.limit = 100'000;
      question.offset = 0;
      check(query::aggregate_above_floor(engine.store(), question, kFloor).value(), rows, question);
    }
  }
}

TEST(Floor, answers_nothing_about_fewer_visitors) {
  int suppressed = 0;
  in_each_round([&](const query::Floored& floored, const auto& rows, const Aggregate& question) {
    if (!floored.suppressed) {
      EXPECT_FALSE(under_floor(visitors_of(rows, question, question.filter))) << describe(question);
    } else {
      EXPECT_TRUE(floored.table.rows.empty());
      ++suppressed;
    }
  });
  EXPECT_GT(suppressed, 0);
}

TEST(Floor, answers_nothing_that_differs_by_fewer_visitors_without_a_condition) {
  int suppressed = 0;
  in_each_round([&](const query::Floored& floored, const auto& rows, const Aggregate& question) {
    const double selected = visitors_of(rows, question, question.filter);
    const double without = visitors_of(rows, question, Filter{});
    if (!floored.suppressed) {
      EXPECT_FALSE(under_floor(without - selected)) << describe(question);
    } else if (!under_floor(selected)) {
      ++suppressed;
    }
  });
  EXPECT_GT(suppressed, 0);
}

TEST(Floor, shows_no_value_that_fewer_visitors_have_on_any_day) {
  int shown = 0;
  int merged = 0;
  in_each_round([&](const query::Floored& floored, const auto& rows, const Aggregate& question) {
    if (!by_attribute(question)) return;
    for (const auto& row : floored.table.rows) {
      const auto& d = row.dimensions;
      if (std::count(d.begin(), d.end(), query::merged_label(kFloor)) > 0) {
        ++merged;
      } else {
        ++shown;
        EXPECT_GE(busiest_day(rows, question, d), kFloor) << describe(question);
      }
    }
  });
  EXPECT_GT(shown, 0);
  EXPECT_GT(merged, 0);
}

TEST(Floor, loses_nothing_by_merging) {
  in_each_round([](const query::Floored& floored, const auto& rows, const Aggregate& question) {
    const auto& metrics = question.metrics;
    const auto column = std::find(metrics.begin(), metrics.end(), Metric::Events);
    if (floored.suppressed || column == metrics.end()) return;
    const auto index = static_cast<size_t>(column - metrics.begin());
    double events = 0;
    for (const auto& row : floored.table.rows) events += *row.metrics[index];
    Aggregate whole = question;
    whole.dimensions.clear();
    whole.order.clear();
    whole.metrics = {Metric::Events};
    EXPECT_EQ(events, *oracle_answer(rows, whole).rows.front().metrics.front())
        << describe(question);
  });
}

TEST(Floor, of_one_is_none) {
  RandomCase random(1);
  Engine engine("memory");
  engine.load(random.stream());
  const Aggregate question = random.question();
  const query::Floored floored = query::aggregate_above_floor(engine.store(), question, 1).value();
  EXPECT_FALSE(floored.suppressed);
  EXPECT_EQ(floored.table.rows, engine.store().aggregate(question).value().rows);
}

TEST(Floor, refuses_filters_with_too_many_conditions_to_try) {
  RandomCase random(1);
  Engine engine("memory");
  Aggregate question = random.question();
  Filter leaf{.kind = Filter::Kind::Leaf};
  leaf.condition.values.assign(query::kRemovalsMax, "x");  // each, and all of them together
  question.filter = Filter{.children = {leaf}};
  const auto floored = query::aggregate_above_floor(engine.store(), question, kFloor);
  ASSERT_FALSE(floored);
  EXPECT_EQ(floored.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace glassjar::queries

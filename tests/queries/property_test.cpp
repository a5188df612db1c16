// Random streams and questions: every engine gives the oracle's answer, and parts make the whole.
//
// GLASSJAR_ROUNDS streams (default 40) in memory, a tenth of them on engines that take a second for
// one, from the seed GLASSJAR_SEED on (default 1). A failure prints the two that repeat it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
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

constexpr int kQuestionsEach = 12;

uint64_t number_from_environment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::string print(const Table& table) {
  std::string text = fmt::format("{} rows\n", table.total_rows);
  for (const auto& row : table.rows) {
    for (const auto& value : row.dimensions) text += fmt::format("\"{}\" ", value);
    for (const auto& value : row.metrics)
      text += value ? fmt::format("{:.6f} ", *value) : std::string("- ");
    text += "\n";
  }
  return text;
}

class Properties : public testing::TestWithParam<std::string> {
 protected:
  // Calls `check(engine, random, rows)` for each round, with the seed in the messages.
  template <class Check>
  void in_each_round(Check check) {
    const uint64_t asked = number_from_environment("GLASSJAR_ROUNDS", 40);
    const uint64_t rounds = GetParam() == "memory" ? asked : (asked + 9) / 10;
    const uint64_t first = number_from_environment("GLASSJAR_SEED", 1);
    for (uint64_t seed = first; seed < first + rounds && !HasFailure(); ++seed) {
      SCOPED_TRACE(fmt::format("GLASSJAR_SEED={} GLASSJAR_ROUNDS=1", seed));
      RandomCase random(seed);
      const std::vector<model::Event> rows = random.stream();
      Engine engine(GetParam());
      engine.load(rows, 1 + seed % 50);
      check(engine, random, rows);
    }
  }
};

TEST_P(Properties, answers_equal_the_oracle) {
  in_each_round([](Engine& engine, RandomCase& random, const std::vector<model::Event>& rows) {
    for (int i = 0; i < kQuestionsEach && !HasFailure(); ++i) {
      const Aggregate question = random.question();
      const Result<Table> got = engine.store().aggregate(question);
      ASSERT_TRUE(got) << got.error().message << "\n" << describe(question);
      EXPECT_EQ(print(*got), print(oracle_answer(rows, question))) << describe(question);
    }
  });
}

std::map<Metric, double> sums(const Table& table, const std::vector<Metric>& metrics) {
  std::map<Metric, double> sums;
  for (size_t i = 0; i < metrics.size(); ++i)
    for (const auto& row : table.rows) sums[metrics[i]] += row.metrics[i].value_or(0);
  return sums;
}

TEST_P(Properties, parts_sum_to_the_whole) {
  in_each_round([](Engine& engine, RandomCase& random, const std::vector<model::Event>&) {
    for (int i = 0; i < kQuestionsEach && !HasFailure(); ++i) {
      Aggregate parts = random.question();
      // An event is in one row of any breakdown, a visit in one that is not by its events.
      parts.metrics = {Metric::Pageviews, Metric::Events, Metric::EventsWithoutId};
      if (std::none_of(parts.dimensions.begin(), parts.dimensions.end(), model::is_of_event))
        parts.metrics.push_back(Metric::Visits);
      parts.order.clear();
      parts.limit = 100'000;
      parts.offset = 0;
      Aggregate whole = parts;
      whole.dimensions.clear();
      const Table of_parts = engine.store().aggregate(parts).value();
      const Table of_whole = engine.store().aggregate(whole).value();
      for (const auto& [metric, sum] : sums(of_whole, whole.metrics))
        EXPECT_EQ(sum, sums(of_parts, parts.metrics)[metric]) << name(metric) << describe(parts);
    }
  });
}

TEST_P(Properties, a_filter_and_its_opposite_make_the_whole) {
  in_each_round([](Engine& engine, RandomCase& random, const std::vector<model::Event>&) {
    for (int i = 0; i < kQuestionsEach && !HasFailure(); ++i) {
      Aggregate question = random.question();
      question.dimensions.clear();
      question.order.clear();
      question.offset = 0;
      question.metrics = {Metric::Pageviews, Metric::Events, Metric::EventsWithoutId};
      const auto counted = [&](Filter filter) {
        Aggregate asked = question;
        asked.filter = std::move(filter);
        return sums(engine.store().aggregate(asked).value(), asked.metrics);
      };
      const Filter filter = random.filter(2);
      std::map<Metric, double> sum = counted(filter);
      for (const auto& [metric, n] : counted({.kind = Filter::Kind::Not, .children = {filter}}))
        sum[metric] += n;
      EXPECT_EQ(sum, counted({})) << describe(question);
    }
  });
}

std::string engine_test_name(const testing::TestParamInfo<std::string>& test) { return test.param; }

INSTANTIATE_TEST_SUITE_P(Queries, Properties, testing::ValuesIn(engine_names()), engine_test_name);

}  // namespace
}  // namespace glassjar::queries

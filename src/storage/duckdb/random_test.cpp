// Random rows: visits as model::fold_visits has them, and answers that do not depend on maintain().
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "storage/conformance/event_store_conformance.h"
#include "storage/conformance/random_questions.h"
#include "storage/conformance/temp_directory.h"
#include "storage/duckdb/event_store.h"

namespace glassjar::storage::conformance {
namespace {

class RandomRows : public testing::TestWithParam<uint64_t> {
 protected:
  RandomRows() : random_(GetParam()), questions_(GetParam()), rows_(questions_.rows(120)) {
    store_ = duckdb::EventStore::open(directory_.path(), {}, random_).value();
  }

  // In batches of uneven size.
  void apply_rows() {
    for (size_t at = 0; at < rows_.size();) {
      const size_t end = std::min(rows_.size(), at + 1 + at / 2);
      const auto first = rows_.begin();
      store_
          ->apply(
              batch_of({first + static_cast<ptrdiff_t>(at), first + static_cast<ptrdiff_t>(end)}))
          .value();
      at = end;
    }
  }

  TempDirectory directory_;
  SeededRandom random_;
  RandomQuestions questions_;
  std::vector<model::Event> rows_;
  std::unique_ptr<duckdb::EventStore> store_;
};

INSTANTIATE_TEST_SUITE_P(Seeds, RandomRows, testing::Range(uint64_t{1}, uint64_t{3}));

TEST_P(RandomRows, visits_are_folded_as_the_model_folds_them) {
  apply_rows();
  std::erase_if(rows_, [](const model::Event& row) { return row.site != kSite; });
  size_t compared = 0;
  for (LocalDay of = day("2026-03-20"); of < day("2026-04-09"); of += days(1)) {
    std::vector<model::Event> of_day;
    std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(of_day),
                 [&](const model::Event& row) { return row.day == of; });
    const auto expected = model::fold_visits(of_day);
    const auto visits = store_->visits_on(kSite, of).value();
    ASSERT_EQ(visits.size(), expected.size());
    for (size_t i = 0; i < visits.size(); ++i) EXPECT_TRUE(visits[i].visit == expected[i]);
    compared += visits.size();
  }
  EXPECT_GT(compared, 50U);
}

TEST_P(RandomRows, answers_do_not_depend_on_maintenance) {
  apply_rows();
  std::vector<Aggregate> questions;
  std::vector<Table> open;
  for (int i = 0; i < 12; ++i) {
    questions.push_back(questions_.question());
    open.push_back(store_->aggregate(questions.back()).value());
  }
  for (const char* until : {"2026-03-28", "2026-05-01"}) {
    ASSERT_TRUE(store_->maintain(kSite, day(until)));
    for (size_t i = 0; i < questions.size(); ++i) {
      const Table built = store_->aggregate(questions[i]).value();
      EXPECT_EQ(built.total_rows, open[i].total_rows) << "question " << i;
      EXPECT_TRUE(built.rows == open[i].rows) << "question " << i;
    }
  }
}

}  // namespace
}  // namespace glassjar::storage::conformance

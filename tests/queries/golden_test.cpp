// Runs every golden file in cases/ on every engine.
//
// GLASSJAR_REWRITE=1 writes the answers of the memory engine into the files: read the difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "answer_table.h"
#include "base/clock.h"
#include "engines.h"
#include "golden_file.h"
#include "one_site.h"
#include "query/answer.h"

namespace glassjar::queries {
namespace {

std::vector<std::filesystem::path> golden_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(GLASSJAR_QUERY_CASES))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string with_site(std::string question, const std::string& host) {
  const size_t brace = question.find('{');
  if (brace != std::string::npos && question.find("\"site_id\"") == std::string::npos)
    question.insert(brace + 1, "\"site_id\": \"" + host + "\", ");
  return question;
}

class Golden : public testing::TestWithParam<std::tuple<std::string, std::filesystem::path>> {};

std::string test_name(const testing::TestParamInfo<Golden::ParamType>& test) {
  return std::get<0>(test.param) + "_" + std::get<1>(test.param).stem().string();
}

TEST_P(Golden, answers_as_the_file_says) {
  const auto& [engine_name, path] = GetParam();
  const char* rewrite = std::getenv("GLASSJAR_REWRITE");
  GoldenFile file = read_golden_file(path);
  Engine engine(engine_name);
  engine.load(file.rows);
  const OneSite site(file.site);
  const FakeClock clock(file.now);
  const query::Answerer answerer(engine.store(), site.directory(), clock,
                                 [](model::SiteId) { return std::vector<model::VisitorId>{}; });
  for (Asked& asked : file.asked) {
    const Result<std::string> answer = answerer.answer(with_site(asked.question, file.site.host));
    const std::string got =
        answer ? answer_table(*answer) : "error: " + answer.error().message + "\n";
    if (rewrite && engine_name == "memory") {
      asked.answer = got;
    } else {
      EXPECT_EQ(got, asked.answer) << asked.question;
    }
  }
  if (rewrite && engine_name == "memory") write_golden_file(path, file);
}

INSTANTIATE_TEST_SUITE_P(Queries, Golden,
                         testing::Combine(testing::ValuesIn(engine_names()),
                                          testing::ValuesIn(golden_files())),
                         test_name);

}  // namespace
}  // namespace glassjar::queries

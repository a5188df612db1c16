// Questions as clients send them: any bytes are read within bounds, or refused with a reason.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "query/question.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const auto question = glassjar::query::parse_question(json);
  if (!question) {
    CHECK(question.error().code == glassjar::ErrorCode::InvalidArgument);
    CHECK(!question.error().message.empty());
    return 0;
  }
  CHECK(!question->columns.empty());
  CHECK(question->limit >= 1 && question->limit <= glassjar::query::kRowsMax);
  for (const auto& order : question->order)
    CHECK(order.index < (order.by == glassjar::storage::Order::By::Metric
                             ? question->columns.size()
                             : question->dimensions.size()));
  return 0;
}

// The answer is printed by the query room; here it only gets its HTTP form.
#include "api/query.h"

#include "api/errors.h"

namespace glassjar::api {
namespace {

Result<net::Response> ask(const query::Answerer& answerer, std::string_view question) {
  std::string table = TRY(answerer.answer(question));
  net::Response response{.content_type = "application/json", .body = std::move(table)};
  response.with("Cache-Control", "no-store");
  return response;
}

}  // namespace

net::Response run_query(const query::Answerer& answerer, const net::Request& request) {
  return answer(ask(answerer, request.body), request);
}

}  // namespace glassjar::api

// Answering with numbers only: who it was is gone.
#include "api/jar_erasure.h"

#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

constexpr size_t kReceiptBytesMax = 64;

Result<net::Response> status(const net::Request& request, PersonSide& side) {
  const auto body = TRY(read_object(request.body));
  const std::string receipt = TRY(text_field(body, "receipt", kReceiptBytesMax));
  const storage::Erasure erasure = TRY(side.erasures.status(receipt));
  const bool is_complete = erasure.state == storage::ErasureState::Complete;
  return json_answer(
      200, {{"state", jar::name(erasure.state)},
            {"asked", to_iso(erasure.asked)},
            {"completed", is_complete ? boost::json::value(to_iso(erasure.completed)) : nullptr},
            {"rows", erasure.rows}});
}

}  // namespace

net::Response jar_erasure(const net::Request& request, PersonSide& side) {
  return answer(status(request, side), request);
}

}  // namespace glassjar::api

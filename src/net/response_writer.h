// The response writer: from a Response to the bytes of one write.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/http.h"

namespace glassjar::net {

// Bytes on their way to the socket: heads and small bodies joined in `bytes`, then at most one
// large body, which is not copied.
struct Outgoing {
  std::string bytes;
  std::string body;
  std::string_view static_body;

  std::string_view tail() const { return body.empty() ? static_body : std::string_view(body); }
  bool empty() const { return bytes.empty() && tail().empty(); }
  bool has_tail() const { return !tail().empty(); }
  void clear();  // keeps the buffer of `bytes`, unless it has become large
};

// The fields that every answer has, written once.
class DefaultFields {
 public:
  explicit DefaultFields(std::vector<std::pair<std::string, std::string>> fields);
  // Appends those that `response` does not have itself.
  void append_to(std::string& out, const Response& response) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
  std::string block_;
};

struct ResponseContext {
  const DefaultFields& defaults;
  std::string_view date;  // IMF-fixdate
  uint64_t request_id = 0;
  bool is_head = false;  // answers HEAD: fields as for GET, no body
  bool keep_alive = true;
  bool is_http_1_0 = false;
};

// Appends the response to `out`, which has no tail yet. A status of 400 or more without a body
// gets `{"error": "…", "request_id": "…"}`. Control characters in fields become spaces.
void write_response(Outgoing& out, Response&& response, const ResponseContext& context);

// The words of a status ("Not Found"), "Unknown" for one that is not in use here.
std::string_view reason_of(int status);

// A refusal with the body every refusal has; `reason` is a fixed text.
Response error_response(int status, std::string_view reason, uint64_t request_id);

// "Sat, 21 Nov 2026 18:00:00 GMT" (RFC 9110 section 5.6.7).
std::string http_date(int64_t seconds_since_1970);

}  // namespace glassjar::net

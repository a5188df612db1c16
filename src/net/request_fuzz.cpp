// Fuzz target: any bytes, in pieces that the first byte chooses, into the request parser.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "net/request_parser.h"

namespace {

using glassjar::net::RequestParser;

constexpr size_t kBodyMax = 2000;

// Everything a handler would see, in order.
std::vector<std::string> seen(std::string_view bytes, size_t piece_max) {
  RequestParser parser({.header_bytes_max = 2000, .fields_max = 10, .target_bytes_max = 500});
  std::vector<std::string> out;
  while (!bytes.empty()) {
    const auto room = parser.room();
    const size_t piece = std::min({room.size(), bytes.size(), piece_max});
    if (piece == 0) std::abort();  // NeedMore promises room
    std::memcpy(room.data(), bytes.data(), piece);
    bytes.remove_prefix(piece);
    parser.filled(piece);
    for (auto step = parser.advance(); step != RequestParser::Step::NeedMore;
         step = parser.advance()) {
      if (step == RequestParser::Step::Refused) return out;
      if (step == RequestParser::Step::Head) parser.set_body_limit(kBodyMax);
      if (step != RequestParser::Step::Whole) continue;
      const auto& request = parser.request();
      if (request.body.size() > kBodyMax) std::abort();
      std::string line(request.target);
      for (const auto& field : request.fields) line.append(field.name).append(field.value);
      line.append(request.body).append(request.cookie("a")).append(request.query_param("b"));
      out.push_back(std::move(line));
      parser.next();
    }
  }
  return out;
}

}  // namespace

// What is seen must not depend on how the bytes were split.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (seen(bytes, size) != seen(bytes, 1 + data[0] % 32U)) std::abort();
  return 0;
}

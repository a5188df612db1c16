// Whatever events come, in whatever order: records stay consistent. Messages as on the pipe, each
// ended by a zero byte.
#include <algorithm>
#include <boost/json/parse.hpp>

#include "audit/browser/network_log.h"
#include "audit/json_fields.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::audit;
  using namespace glassjar::audit::browser;
  Observation seen;
  NetworkLog log(seen);
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\0'), rest.size());
    boost::system::error_code error;
    const auto message = boost::json::parse(rest.substr(0, end), error);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (error || !message.is_object()) continue;
    log.handle({.method = text_field(message.get_object(), "method"),
                .params = object_field(message.get_object(), "params"),
                .session = {}});
  }
  CHECK(log.in_flight() <= seen.requests.size());
  for (const CookieSet& set : seen.cookies_set) CHECK(!set.setter.empty());
  return 0;
}

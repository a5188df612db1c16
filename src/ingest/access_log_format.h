// Access log lines: Common Log Format and its combined and virtual-host forms, as Apache and nginx
// write them, and the rule which of them are page views (docs/importing.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace glassjar::ingest {

// A longer line is malformed.
constexpr size_t kLogLineBytesMax = 16 << 10;

// One request as the log tells it. Escapes are undone; a field that is "-" is empty.
struct LoggedRequest {
  std::string host;     // of the virtual host, without port; empty where the form has none
  std::string address;  // or a host name, where the server looks names up
  TimePoint time;
  std::string method;
  std::string target;  // as requested: "/path?query" or an absolute address
  int status = 0;
  std::string referrer;
  std::string user_agent;
};

// Reads one line, without its end. Nothing for anything else:
//   [vhost[:port]] address identity name [day/Mon/year:h:m:s ±hhmm] "request" status bytes
//   [ "referrer" "user agent" [anything]]
std::optional<LoggedRequest> parse_log_line(std::string_view line);

// Why a logged request is no page view. What the pipeline refuses later keeps its own names.
enum class LogSkip : uint8_t {
  Malformed,    // the line is in none of the forms
  Method,       // not GET
  Redirect,     // 3xx but 304: the page it leads to has a line of its own
  ErrorStatus,  // neither 2xx nor 304
  Asset,        // a file that a page is made of, a feed, a download
};
std::string_view name(LogSkip skip);  // "error_status"

// The rule in the order of LogSkip: the first that applies is the reason.
std::optional<LogSkip> why_no_page_view(const LoggedRequest& request);

}  // namespace glassjar::ingest

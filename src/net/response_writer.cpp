// Serialising responses (RFC 9112 section 4 and 6).
#include "net/response_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/ascii.h"
#include "base/check.h"
#include "base/encoding.h"

namespace glassjar::net {
namespace {

// A body up to this size is copied behind its head: cheaper than a second piece to write.
constexpr size_t kInlineBodyMax = 16 << 10;
constexpr size_t kBytesKept = 64 << 10;

void append_number(std::string& out, uint64_t number) {
  const fmt::format_int digits(number);
  out.append(digits.data(), digits.size());
}

void append_hex(std::string& out, uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) out.push_back(kDigits[(number >> shift) & 15]);
}

// A field's text may come from a request: whatever could end the line is taken out.
void append_text(std::string& out, std::string_view text) {
  const size_t from = out.size();
  out.append(text);
  for (size_t i = from; i < out.size(); ++i)
    if (static_cast<unsigned char>(out[i]) < ' ' || out[i] == '\x7f') out[i] = ' ';
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  append_text(out, name);
  out += ": ";
  append_text(out, value);
  out += "\r\n";
}

// RFC 9110 section 15.3.5 and 15.4.5: no body, and for 204 no length either.
bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

// What a person may read of a status that came without words.
std::string_view plain_words(int status) {
  switch (status) {
    case 500:
      return "Internal error";
    case 503:
      return "Try again later";
    default:
      return reason_of(status);
  }
}

void append_status_line(std::string& out, int status) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<uint64_t>(status));
  out += ' ';
  out += reason_of(status);
  out += "\r\n";
}

void append_connection(std::string& out, const ResponseContext& context) {
  if (!context.keep_alive)
    out += "Connection: close\r\n";
  else if (context.is_http_1_0)
    out += "Connection: keep-alive\r\n";
}

}  // namespace

void Outgoing::clear() {
  if (bytes.capacity() > kBytesKept)
    std::string().swap(bytes);
  else
    bytes.clear();
  if (!body.empty()) std::string().swap(body);
  static_body = {};
}

DefaultFields::DefaultFields(std::vector<std::pair<std::string, std::string>> fields)
    : fields_(std::move(fields)) {
  for (const auto& [name, value] : fields_) append_field(block_, name, value);
}

void DefaultFields::append_to(std::string& out, const Response& response) const {
  if (response.fields.empty()) {
    out += block_;
    return;
  }
  for (const auto& field : fields_) {
    const bool overridden =
        std::any_of(response.fields.begin(), response.fields.end(),
                    [&](const auto& own) { return equal_ignoring_case(own.first, field.first); });
    if (!overridden) append_field(out, field.first, field.second);
  }
}

void write_response(Outgoing& out, Response&& response, const ResponseContext& context) {
  CHECK(!out.has_tail() && response.status >= 200 && response.status <= 599);
  if (response.status >= 400 && response.body.empty() && response.static_body.empty()) {
    Response filled =
        error_response(response.status, plain_words(response.status), context.request_id);
    filled.fields = std::move(response.fields);
    response = std::move(filled);
  }
  const std::string_view body =
      response.body.empty() ? response.static_body : std::string_view(response.body);
  std::string& bytes = out.bytes;
  append_status_line(bytes, response.status);
  bytes += "Date: ";
  bytes += context.date;
  bytes += "\r\nX-Request-Id: ";
  append_hex(bytes, context.request_id);
  bytes += "\r\n";
  append_connection(bytes, context);
  if (!response.content_type.empty()) append_field(bytes, "Content-Type", response.content_type);
  for (const auto& [name, value] : response.fields) append_field(bytes, name, value);
  context.defaults.append_to(bytes, response);
  if (!may_have_body(response.status)) {
    bytes += "\r\n";
    return;
  }
  bytes += "Content-Length: ";
  append_number(bytes, body.size());
  bytes += "\r\n\r\n";
  if (context.is_head) return;
  if (body.size() <= kInlineBodyMax) {
    bytes += body;
    return;
  }
  out.body = std::move(response.body);
  out.static_body = response.static_body;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

Response error_response(int status, std::string_view reason, uint64_t request_id) {
  Response response{.status = status, .content_type = "application/json"};
  response.body =
      fmt::format("{{\"error\":\"{}\",\"request_id\":\"{}\"}}", reason, to_hex(request_id));
  return response;
}

std::string http_date(int64_t seconds_since_1970) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds_since_1970)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
      clock.seconds().count());
}

}  // namespace glassjar::net

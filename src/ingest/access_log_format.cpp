// A reader that walks the line from left to right; every step either takes its field or gives up.
#include "ingest/access_log_format.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/ascii.h"
#include "base/check.h"

namespace glassjar::ingest {
namespace {

constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
// Words before the time: [vhost] address identity name; a name may have blanks in it.
constexpr size_t kWordsMax = 16;
constexpr size_t kMethodBytesMax = 20;

// Endings of what is no page (docs/importing.md lists them in groups). Sorted.
constexpr std::string_view kAssetEndings[] = {
    "7z",   "aac",   "apk", "atom",   "avi",  "avif", "bmp",  "bz2",         "cab",  "css", "csv",
    "deb",  "dmg",   "doc", "docx",   "eot",  "epub", "exe",  "flac",        "flv",  "gif", "gz",
    "ico",  "iso",   "jar", "jpeg",   "jpg",  "js",   "json", "m3u8",        "m4a",  "m4v", "map",
    "md5",  "mjs",   "mkv", "mov",    "mp3",  "mp4",  "mpeg", "mpg",         "msi",  "odp", "ods",
    "odt",  "ogg",   "ogv", "otf",    "pdf",  "png",  "ppt",  "pptx",        "ps",   "rar", "rdf",
    "rpm",  "rss",   "rtf", "sha256", "sig",  "svg",  "svgz", "swf",         "tar",  "tgz", "tif",
    "tiff", "ts",    "ttf", "txt",    "wasm", "wav",  "webm", "webmanifest", "webp", "wma", "wmv",
    "woff", "woff2", "xls", "xlsx",   "xml",  "xz",   "zip",  "zst",
};
// Feeds whose path has no such ending: a last part with one of these names.
constexpr std::string_view kFeedNames[] = {"feed", "rss", "atom"};

// Takes `count` digits off the front.
std::optional<int> take_number(std::string_view& text, size_t count) {
  if (text.size() < count || !std::all_of(text.begin(), text.begin() + count, is_digit))
    return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<unsigned> take_month(std::string_view& text) {
  const auto* const found = std::find(std::begin(kMonths), std::end(kMonths), text.substr(0, 3));
  if (found == std::end(kMonths)) return std::nullopt;
  text.remove_prefix(3);
  return static_cast<unsigned>(found - std::begin(kMonths)) + 1;
}

// " +0130": what the local time is ahead of UTC.
std::optional<minutes> take_offset(std::string_view& text) {
  if (!take(text, ' ')) return std::nullopt;
  const bool west = text.starts_with('-');
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hour = take_number(text, 2);
  const auto minute = take_number(text, 2);
  if (!hour || !minute || *hour > 15 || *minute > 59) return std::nullopt;
  const minutes offset = hours(*hour) + minutes(*minute);
  return west ? -offset : offset;
}

// "17/May/2015:10:05:03 +0000"; a leap second counts as the one before it.
std::optional<TimePoint> parse_log_time(std::string_view text) {
  const auto day = take_number(text, 2);
  if (!day || !take(text, '/')) return std::nullopt;
  const auto month = take_month(text);
  if (!month || !take(text, '/')) return std::nullopt;
  const auto year = take_number(text, 4);
  std::array<int, 3> clock{};
  for (int& part : clock) {
    if (!take(text, ':')) return std::nullopt;
    const auto value = take_number(text, 2);
    if (!value) return std::nullopt;
    part = *value;
  }
  const auto offset = take_offset(text);
  if (!year || !offset || !text.empty()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || clock[0] > 23 || clock[1] > 59 || clock[2] > 60) return std::nullopt;
  return TimePoint(std::chrono::sys_days(date)) + hours(clock[0]) + minutes(clock[1]) +
         seconds(std::min(clock[2], 59)) - *offset;
}

// What the backslash escape at the front stands for; `text` begins after the backslash. An escape
// that no server writes stands for itself.
char take_escape(std::string_view& text) {
  if (text.size() >= 3 && text[0] == 'x') {
    const int high = hex_value(text[1]);
    const int low = hex_value(text[2]);
    if (high >= 0 && low >= 0) {
      text.remove_prefix(3);
      return static_cast<char>(high * 16 + low);
    }
  }
  constexpr std::string_view kLetters = "nrtbvf";
  constexpr std::string_view kMeanings = "\n\r\t\b\v\f";
  const char c = text.front();
  text.remove_prefix(1);
  const size_t known = kLetters.find(c);
  return known == std::string_view::npos ? c : kMeanings[known];
}

// ` "…"` with its escapes undone; "-" is empty.
std::optional<std::string> take_quoted(std::string_view& text) {
  if (!take(text, ' ') || !take(text, '"')) return std::nullopt;
  std::string value;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '"') return value == "-" ? std::string() : value;
    if (c == '\\' && text.empty()) break;
    value.push_back(c == '\\' ? take_escape(text) : c);
  }
  return std::nullopt;
}

bool is_address(std::string_view word) {
  std::array<unsigned char, 16> bytes{};
  const std::string text(word);
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

// Everything before the time.
bool read_sender(LoggedRequest& request, std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty() && words.size() < kWordsMax) {
    words.push_back(cut_until(text, ' '));
    if (words.back().empty()) return false;
  }
  if (words.size() < 3) return false;
  const bool has_host =
      words.size() > 3 && !is_address(words[0]) && (is_address(words[1]) || words.size() == 4);
  if (has_host) request.host = lowered(words[0].substr(0, words[0].find(':')));
  request.address = words[has_host ? 1 : 0];
  return true;
}

// "GET /path HTTP/1.1", or without the version in HTTP/0.9.
bool read_request_line(LoggedRequest& request, std::string_view text) {
  const size_t first = text.find(' ');
  if (first == 0 || first == std::string_view::npos || first > kMethodBytesMax) return false;
  request.method = text.substr(0, first);
  if (!std::all_of(request.method.begin(), request.method.end(),
                   [](char c) { return is_upper(c) || c == '-' || c == '_'; }))
    return false;
  text.remove_prefix(first + 1);
  const size_t last = text.rfind(" HTTP/");
  request.target = text.substr(0, last);
  return !request.target.empty() && request.target.find(' ') == std::string::npos;
}

// ` 200 1234` or ` 304 -`.
std::optional<int> take_status_and_bytes(std::string_view& text) {
  if (!take(text, ' ')) return std::nullopt;
  const auto status = take_number(text, 3);
  if (!status || *status < 100 || !take(text, ' ')) return std::nullopt;
  const size_t end = std::min(text.find(' '), text.size());
  const std::string_view bytes = text.substr(0, end);
  if (bytes != "-" && (bytes.empty() || !std::all_of(bytes.begin(), bytes.end(), is_digit)))
    return std::nullopt;
  text.remove_prefix(end);
  return status;
}

// The path of a target, without query: of an absolute address too.
std::string_view path_of(std::string_view target) {
  target = target.substr(0, target.find_first_of("?#"));
  const size_t scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return target;
  const size_t slash = target.find('/', scheme + 3);
  return slash == std::string_view::npos ? "/" : target.substr(slash);
}

bool is_asset(std::string_view target) {
  const std::string path = lowered(path_of(target));
  if (path.starts_with("/.well-known/")) return true;
  std::string_view last(path);
  while (last.size() > 1 && last.ends_with('/')) last.remove_suffix(1);
  last.remove_prefix(last.rfind('/') + 1);
  if (std::find(std::begin(kFeedNames), std::end(kFeedNames), last) != std::end(kFeedNames))
    return true;
  const size_t dot = last.rfind('.');
  if (dot == std::string_view::npos || path.ends_with('/')) return false;
  return std::find(std::begin(kAssetEndings), std::end(kAssetEndings), last.substr(dot + 1)) !=
         std::end(kAssetEndings);
}

}  // namespace

std::optional<LoggedRequest> parse_log_line(std::string_view line) {
  if (line.size() > kLogLineBytesMax) return std::nullopt;
  LoggedRequest request;
  const size_t open = line.find(" [");
  const size_t close = line.find(']', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
  if (!read_sender(request, line.substr(0, open))) return std::nullopt;
  const auto time = parse_log_time(line.substr(open + 2, close - open - 2));
  if (!time) return std::nullopt;
  request.time = *time;
  line.remove_prefix(close + 1);
  const auto request_line = take_quoted(line);
  if (!request_line || !read_request_line(request, *request_line)) return std::nullopt;
  const auto status = take_status_and_bytes(line);
  if (!status) return std::nullopt;
  request.status = *status;
  if (line.empty()) return request;
  auto referrer = take_quoted(line);
  auto user_agent = referrer ? take_quoted(line) : std::nullopt;
  if (!user_agent) return std::nullopt;
  request.referrer = std::move(*referrer);
  request.user_agent = std::move(*user_agent);
  return request;
}

std::string_view name(LogSkip skip) {
  switch (skip) {
    case LogSkip::Malformed:
      return "malformed";
    case LogSkip::Method:
      return "method";
    case LogSkip::Redirect:
      return "redirect";
    case LogSkip::ErrorStatus:
      return "error_status";
    case LogSkip::Asset:
      return "asset";
  }
  CHECK(false);
}

std::optional<LogSkip> why_no_page_view(const LoggedRequest& request) {
  const bool is_absolute =
      request.target.starts_with("http://") || request.target.starts_with("https://");
  if (request.method != "GET") return LogSkip::Method;
  if (!is_absolute && !request.target.starts_with('/')) return LogSkip::Malformed;
  if (request.status >= 300 && request.status < 400 && request.status != 304)
    return LogSkip::Redirect;
  if (request.status != 304 && (request.status < 200 || request.status > 299))
    return LogSkip::ErrorStatus;
  if (is_asset(request.target)) return LogSkip::Asset;
  return std::nullopt;
}

}  // namespace glassjar::ingest

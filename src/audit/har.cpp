// Reading the entries of a HAR file, one by one (simdjson).
#include "audit/har.h"

#include <fmt/core.h>
#include <simdjson.h>

#include <map>
#include <optional>

#include "audit/address.h"
#include "audit/set_cookie_line.h"
#include "base/ascii.h"

namespace glassjar::audit {
namespace {

using simdjson::dom::element;

std::string_view text_of(const element& object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) != simdjson::SUCCESS) return {};
  return text.substr(0, kTextBytesMax);
}

int64_t number_of(const element& object, std::string_view key) {
  int64_t number = 0;
  return object[key].get(number) == simdjson::SUCCESS ? number : 0;
}

bool is_true(const element& object, std::string_view key) {
  bool value = false;
  return object[key].get(value) == simdjson::SUCCESS && value;
}

std::optional<TimePoint> time_of(const element& object, std::string_view key) {
  auto time = parse_time(text_of(object, key));
  return time ? std::optional(*time) : std::nullopt;
}

template <class Each>
void for_each(const element& object, std::string_view key, Each each) {
  simdjson::dom::array list;
  if (object[key].get(list) != simdjson::SUCCESS) return;
  for (const element item : list) each(item);
}

// The kind of resource: Chromium's own word if the file has it, else by the answer's media type.
std::string type_of(const element& entry, const element& response) {
  if (const auto type = text_of(entry, "_resourceType"); !type.empty()) return lowered(type);
  element content;
  if (response["content"].get(content) != simdjson::SUCCESS) return "other";
  const std::string media = lowered(text_of(content, "mimeType"));
  const auto has = [&](std::string_view part) { return media.find(part) != std::string::npos; };
  if (has("javascript") || has("ecmascript")) return "script";
  if (has("text/css")) return "stylesheet";
  if (media.starts_with("image/")) return "image";
  if (has("font")) return "font";
  if (media.starts_with("video/") || media.starts_with("audio/")) return "media";
  if (has("text/html")) return "subdocument";
  if (has("json") || has("xml")) return "xhr";
  return "other";
}

class Reader {
 public:
  Reader(std::string_view source, Consent consent) : source_(source), consent_(consent) {
    seen_.visits.push_back(Visit{.source = std::string(source), .wanted = consent});
  }

  void read_page(std::string_view text, size_t number) {
    element page;
    if (!parse(text, "page", number, page)) return;
    // WebPagetest's own field; others tell no address.
    if (const auto url = text_of(page, "_URL"); is_web(url)) page_urls_[id(page)] = url;
  }

  void read_entry(std::string_view text, size_t number) {
    element entry;
    element request;
    element response;
    if (!parse(text, "entry", number, entry)) return;
    if (entry["request"].get(request) != simdjson::SUCCESS)
      return problem("entry", number, "no request");
    const std::string url(text_of(request, "url"));
    if (!parse_address(url)) return problem("entry", number, "its request has no address");
    if (entry["response"].get(response) != simdjson::SUCCESS)
      problem("entry", number, "no response");
    Request read;
    read.url = url;
    read.method = text_of(request, "method");
    read_request(request, read);
    read.status = static_cast<int>(number_of(response_or(entry), "status"));
    read.location = resolve(url, location_of(response_or(entry)));
    read.at = moment(entry, read);
    read.type = read.url == read.at.page || is_page_redirect_ ? "document"
                                                              : type_of(entry, response_or(entry));
    read_cookies_set(response_or(entry), read);
    seen_.requests.push_back(std::move(read));
  }

  Observation take(bool complete) {
    if (!complete) seen_.problems.push_back({source_, "the file ends in the middle"});
    return std::move(seen_);
  }

 private:
  bool parse(std::string_view text, std::string_view what, size_t number, element& into) {
    if (text.size() > kHarEntryBytesMax) return problem(what, number, "too large"), false;
    const auto error = parser_.parse(text.data(), text.size()).get(into);
    if (error == simdjson::SUCCESS) return true;
    problem(what, number, simdjson::error_message(error));
    return false;
  }

  void problem(std::string_view what, size_t number, std::string_view why) {
    if (seen_.problems.size() < kProblemsMax)
      seen_.problems.push_back({fmt::format("{}, {} {}", source_, what, number), std::string(why)});
  }

  // An entry without a response reads as one with an empty response.
  static element response_or(const element& entry) {
    element response;
    return entry["response"].get(response) == simdjson::SUCCESS ? response : entry;
  }

  static std::string id(const element& page) { return std::string(text_of(page, "id")); }

  void read_request(const element& request, Request& read) {
    std::string cookie_header;
    for_each(request, "headers", [&](const element& header) {
      const std::string name = lowered(text_of(header, "name"));
      if (name == "referer") read.referer = text_of(header, "value");
      if (name == "cookie") cookie_header = text_of(header, "value");
    });
    for_each(request, "cookies", [&](const element& cookie) {
      read.cookies.emplace_back(text_of(cookie, "name"), text_of(cookie, "value"));
    });
    if (read.cookies.empty()) read.cookies = parse_cookie_header(cookie_header);
    element post;
    if (request["postData"].get(post) == simdjson::SUCCESS) read.post_data = text_of(post, "text");
  }

  static std::string location_of(const element& response) {
    if (const auto url = text_of(response, "redirectURL"); !url.empty()) return std::string(url);
    std::string found;
    for_each(response, "headers", [&](const element& header) {
      if (lowered(text_of(header, "name")) == "location") found = text_of(header, "value");
    });
    return found;
  }

  // A page's address is that of its first entry, after the redirects which that entry begins.
  Moment moment(const element& entry, const Request& read) {
    const std::string page(text_of(entry, "pageref"));
    auto [known, is_first] = page_urls_.try_emplace(page, read.url);
    const auto next = redirects_to_.find(page);
    is_page_redirect_ = false;
    if (is_first || (next != redirects_to_.end() && next->second == read.url)) {
      known->second = read.url;
      redirects_to_.erase(page);
      const bool redirects = read.status >= 300 && read.status < 400 && !read.location.empty();
      is_page_redirect_ = redirects;
      if (redirects) redirects_to_[page] = read.location;
      if (!redirects && seen_.visits[0].pages.size() < kPagesMax)
        seen_.visits[0].pages.push_back(read.url);
    }
    return Moment{
        .consent = consent_, .page = known->second, .time = time_of(entry, "startedDateTime")};
  }

  void read_cookies_set(const element& response, const Request& read) {
    std::vector<std::string> lines;
    for_each(response, "headers", [&](const element& header) {
      if (lowered(text_of(header, "name")) != "set-cookie") return;
      for (std::string_view line : split_set_cookie(text_of(header, "value")))
        lines.emplace_back(line);
    });
    // Some recorders leave the headers out and keep what they made of them.
    if (lines.empty())
      for_each(response, "cookies",
               [&](const element& cookie) { lines.push_back(line_of(cookie)); });
    for (std::string& line : lines)
      if (seen_.cookies_set.size() < kRecordsMax)
        seen_.cookies_set.push_back(
            CookieSet{.at = read.at, .setter = read.url, .url = read.url, .line = std::move(line)});
  }

  static std::string line_of(const element& cookie) {
    CookieFields fields;
    fields.name = text_of(cookie, "name");
    fields.value = text_of(cookie, "value");
    fields.path = text_of(cookie, "path");
    fields.domain = text_of(cookie, "domain");
    fields.same_site = text_of(cookie, "sameSite");
    fields.expires = time_of(cookie, "expires");
    fields.secure = is_true(cookie, "secure");
    fields.http_only = is_true(cookie, "httpOnly");
    return set_cookie_line(fields);
  }

  static constexpr size_t kProblemsMax = 1'000;
  static constexpr size_t kPagesMax = 10'000;

  std::string source_;
  Consent consent_;
  simdjson::dom::parser parser_;
  Observation seen_;
  std::map<std::string, std::string> page_urls_;     // by the page's id
  std::map<std::string, std::string> redirects_to_;  // where a page's first entries lead
  bool is_page_redirect_ = false;
};

}  // namespace

Result<Observation> read_har(std::string_view file, std::string_view source, Consent consent) {
  if (file.size() > kHarBytesMax)
    return fail(ErrorCode::TooLarge, "{}: {} bytes, at most {}", source, file.size(), kHarBytesMax);
  const HarParts parts = split_har(file);
  if (parts.entries.empty())
    return fail(ErrorCode::InvalidArgument, "{}: no HAR file: no entries in a log", source);
  Reader reader(source, consent);
  for (size_t i = 0; i < parts.pages.size(); ++i) reader.read_page(parts.pages[i], i);
  for (size_t i = 0; i < parts.entries.size(); ++i) reader.read_entry(parts.entries[i], i);
  return reader.take(parts.complete);
}

}  // namespace glassjar::audit

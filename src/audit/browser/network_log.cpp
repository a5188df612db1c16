// Network events to requests and cookies.
#include "audit/browser/network_log.h"

#include <algorithm>
#include <cmath>

#include "audit/address.h"
#include "audit/json_fields.h"
#include "audit/set_cookie_line.h"
#include "base/ascii.h"

namespace glassjar::audit::browser {
namespace {

namespace json = boost::json;

constexpr size_t kEarlyMax = 64;  // raw headers that may wait for their request

std::string header(const json::object& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (value.is_string() && lowered({key.data(), key.size()}) == name)
      return cut({value.get_string().data(), value.get_string().size()});
  return {};
}

// Who caused the request: the script on top of the stack, else the document or the parser's file.
std::string asker(const json::object& params) {
  const json::object& initiator = object_field(params, "initiator");
  const json::object* stack = &object_field(initiator, "stack");
  while (!stack->empty()) {
    for (const json::value& frame : array_field(*stack, "callFrames"))
      if (frame.is_object())
        if (const auto url = text_field(frame.get_object(), "url"); !url.empty()) return cut(url);
    stack = &object_field(*stack, "parent");
  }
  if (const auto url = text_field(initiator, "url"); !url.empty()) return cut(url);
  return cut(text_field(params, "documentURL"));
}

std::optional<TimePoint> wall_time(const json::object& params) {
  const double time = number_field(params, "wallTime");
  if (!(time > 0) || time > 1e11) return std::nullopt;
  return TimePoint(microseconds(std::llround(time * 1e6)));
}

// The reasons of a blocked cookie, joined.
std::string reasons_of(const json::object& blocked) {
  std::string reasons;
  for (const json::value& reason : array_field(blocked, "blockedReasons")) {
    if (!reason.is_string()) continue;
    if (!reasons.empty()) reasons += ", ";
    reasons += refusal_in_words({reason.get_string().data(), reason.get_string().size()});
  }
  return reasons;
}

}  // namespace

std::string refusal_in_words(std::string_view reason) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"UserPreferences", "blocked by the browser's settings"},
      {"ThirdPartyBlockedInFirstPartySet", "blocked as a third party's"},
      {"ThirdPartyPhaseout", "blocked as a third party's"},
      {"SecureOnly", "Secure, but not over HTTPS"},
      {"SameSiteStrict", "SameSite=Strict in a cross-site answer"},
      {"SameSiteLax", "SameSite=Lax in a cross-site answer"},
      {"SameSiteUnspecifiedTreatedAsLax", "no SameSite in a cross-site answer"},
      {"SameSiteNoneInsecure", "SameSite=None without Secure"},
      {"SyntaxError", "malformed"},
      {"InvalidDomain", "for a domain that is not the host's"},
      {"InvalidPrefix", "its prefix promises what it does not keep"},
      {"OverwriteSecure", "would replace a Secure cookie"},
      {"NameValuePairExceedsMaxSize", "too large"},
  };
  for (const auto& [name, words] : kWords)
    if (reason == name) return std::string(words);
  return std::string(reason);
}

void NetworkLog::handle(const CdpEvent& event) {
  const std::string_view id = text_field(event.params, "requestId");
  if (hops_.size() > kRecordsMax) return;
  if (event.method == "Network.requestWillBeSent") {
    on_request(event.params);
  } else if (event.method == "Network.requestWillBeSentExtraInfo") {
    take_sent_headers(hops_[std::string(id)], event.params);
  } else if (event.method == "Network.responseReceivedExtraInfo") {
    take_answer_headers(hops_[std::string(id)], event.params);
  } else if (event.method == "Network.responseReceived") {
    on_answer(event.params);
  } else if (event.method == "Network.loadingFinished" || event.method == "Network.loadingFailed") {
    if (const auto found = in_flight_.find(id); found != in_flight_.end()) in_flight_.erase(found);
    ++changes_;
  } else if (event.method == "Network.webSocketCreated") {
    on_websocket(event.params);
  }
}

void NetworkLog::on_request(const json::object& params) {
  const json::object& request = object_field(params, "request");
  const std::string url = cut(text_field(request, "url"));
  if (!is_web(url) || seen_.requests.size() >= kRecordsMax) return;
  const std::string id(text_field(params, "requestId"));
  Hops& hops = hops_[id];
  const bool redirected = !object_field(params, "redirectResponse").empty();
  if (redirected)
    end_hop(hops, params, url);
  else if (!hops.requests.empty())
    return;  // told by a second session
  Request made;
  made.at = moment_;
  made.at.time = wall_time(params);
  made.url = url;
  made.method = text_field(request, "method");
  made.type = lowered(text_field(params, "type"));
  if (made.type == "document" && text_field(params, "frameId") != main_frame_)
    made.type = "subdocument";
  made.asked_by = asker(params);
  made.referer = header(object_field(request, "headers"), "referer");
  made.post_data = cut(text_field(request, "postData"));
  hops.requests.push_back(seen_.requests.size());
  seen_.requests.push_back(std::move(made));
  in_flight_.insert(id);
  ++changes_;
  for (const json::object& early : std::exchange(hops.early_sent, {}))
    take_sent_headers(hops, early);
  for (const json::object& early : std::exchange(hops.early_answers, {}))
    take_answer_headers(hops, early);
}

void NetworkLog::end_hop(Hops& hops, const json::object& params, std::string_view next_url) {
  if (hops.requests.empty()) return;
  Request& hop = seen_.requests[hops.requests.back()];
  hop.status = static_cast<int>(number_field(object_field(params, "redirectResponse"), "status"));
  hop.location = next_url;
  if (bool_field(params, "redirectHasExtraInfo")) return;
  // A redirect inside the browser (HSTS) has no raw headers: the next ones are the next hop's.
  hops.sent_headers = std::max(hops.sent_headers, hops.requests.size());
  hops.answer_headers = std::max(hops.answer_headers, hops.requests.size());
}

void NetworkLog::on_answer(const json::object& params) {
  const auto found = hops_.find(text_field(params, "requestId"));
  if (found == hops_.end() || found->second.requests.empty()) return;
  const json::object& response = object_field(params, "response");
  seen_.requests[found->second.requests.back()].status =
      static_cast<int>(number_field(response, "status"));
  ++changes_;
}

void NetworkLog::take_sent_headers(Hops& hops, const json::object& params) {
  if (hops.sent_headers >= hops.requests.size()) {
    if (hops.early_sent.size() < kEarlyMax) hops.early_sent.push_back(params);
    return;
  }
  Request& request = seen_.requests[hops.requests[hops.sent_headers++]];
  if (const auto referer = header(object_field(params, "headers"), "referer"); !referer.empty())
    request.referer = referer;
  for (const json::value& each : array_field(params, "associatedCookies")) {
    if (!each.is_object() || !array_field(each.get_object(), "blockedReasons").empty()) continue;
    const json::object& cookie = object_field(each.get_object(), "cookie");
    if (request.cookies.size() < kSentCookiesMax)
      request.cookies.emplace_back(text_field(cookie, "name"), cut(text_field(cookie, "value")));
  }
}

void NetworkLog::take_answer_headers(Hops& hops, const json::object& params) {
  if (hops.answer_headers >= hops.requests.size()) {
    if (hops.early_answers.size() < kEarlyMax) hops.early_answers.push_back(params);
    return;
  }
  add_cookies(seen_.requests[hops.requests[hops.answer_headers++]], params);
}

void NetworkLog::add_cookies(const Request& request, const json::object& params) {
  std::map<std::string, std::string, std::less<>> refused;  // by line
  for (const json::value& each : array_field(params, "blockedCookies"))
    if (each.is_object())
      refused[cut(text_field(each.get_object(), "cookieLine"))] = reasons_of(each.get_object());
  const std::string lines = header(object_field(params, "headers"), "set-cookie");
  for (const std::string_view line : split_set_cookie(lines)) {
    if (seen_.cookies_set.size() >= kRecordsMax) return;
    CookieSet set{.at = request.at, .setter = request.url, .url = request.url};
    set.line = line;
    if (const auto found = refused.find(line); found != refused.end()) set.refused = found->second;
    seen_.cookies_set.push_back(std::move(set));
  }
}

void NetworkLog::on_websocket(const json::object& params) {
  if (seen_.requests.size() >= kRecordsMax) return;
  Request made{.at = moment_, .url = cut(text_field(params, "url")), .method = "GET"};
  made.type = "websocket";
  made.asked_by = asker(params);
  seen_.requests.push_back(std::move(made));
}

}  // namespace glassjar::audit::browser

// Names of request types, and the host of a URL.
#include "filters/request.h"

#include <algorithm>
#include <array>
#include <utility>

namespace glassjar::filters {
namespace {

// Adblock Plus's names, uBlock Origin's short ones, and what browsers' protocols say.
constexpr auto kTypeNames = std::to_array<std::pair<std::string_view, RequestType>>({
    {"beacon", RequestType::Ping},
    {"css", RequestType::Stylesheet},
    {"doc", RequestType::Document},
    {"document", RequestType::Document},
    {"fetch", RequestType::Xhr},
    {"font", RequestType::Font},
    {"frame", RequestType::Subdocument},
    {"image", RequestType::Image},
    {"main_frame", RequestType::Document},
    {"media", RequestType::Media},
    {"object", RequestType::Object},
    {"object-subrequest", RequestType::Object},
    {"other", RequestType::Other},
    {"ping", RequestType::Ping},
    {"popup", RequestType::Popup},
    {"script", RequestType::Script},
    {"stylesheet", RequestType::Stylesheet},
    {"sub_frame", RequestType::Subdocument},
    {"subdocument", RequestType::Subdocument},
    {"websocket", RequestType::Websocket},
    {"xhr", RequestType::Xhr},
    {"xmlhttprequest", RequestType::Xhr},
});
static_assert(std::is_sorted(kTypeNames.begin(), kTypeNames.end()));

}  // namespace

std::optional<RequestType> parse_request_type(std::string_view name) {
  const auto found =
      std::lower_bound(kTypeNames.begin(), kTypeNames.end(), name,
                       [](const auto& entry, std::string_view n) { return entry.first < n; });
  if (found == kTypeNames.end() || found->first != name) return std::nullopt;
  return found->second;
}

HostRange host_range(std::string_view url) {
  const size_t colon = url.find(':');
  if (colon == std::string_view::npos) return {};
  if (url.substr(colon, 3) != "://") return {colon + 1, colon + 1};
  size_t begin = colon + 3;
  const size_t authority_end = std::min(url.find_first_of("/?#", begin), url.size());
  const std::string_view authority = url.substr(begin, authority_end - begin);
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) begin += at + 1;
  const bool bracketed = begin < authority_end && url[begin] == '[';
  const size_t end = url.find(bracketed ? ']' : ':', begin);
  if (end >= authority_end) return {begin, authority_end};
  return {begin, bracketed ? end + 1 : end};
}

std::string_view host_of(std::string_view url) {
  const HostRange range = host_range(url);
  return url.substr(range.begin, range.end - range.begin);
}

}  // namespace glassjar::filters

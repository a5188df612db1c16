// Names of methods; look-ups in a Request: fields, cookies, parameters.
#include "net/http.h"

#include "base/ascii.h"
#include "net/percent_encoding.h"

namespace glassjar::net {

std::string_view name_of(Method method) {
  constexpr std::string_view kNames[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", ""};
  return kNames[static_cast<size_t>(method)];
}

std::string_view Request::field(std::string_view name) const {
  for (const Field& candidate : fields)
    if (equal_ignoring_case(candidate.name, name)) return candidate.value;
  return {};
}

bool Request::has_field(std::string_view name) const {
  for (const Field& candidate : fields)
    if (equal_ignoring_case(candidate.name, name)) return true;
  return false;
}

std::string_view Request::param(std::string_view name) const {
  for (const auto& [key, value] : params)
    if (key == name) return value;
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  for (const Field& candidate : fields) {
    if (!equal_ignoring_case(candidate.name, "Cookie")) continue;
    std::string_view rest = candidate.value;
    while (!rest.empty()) {
      std::string_view value = trimmed(cut_until(rest, ';'));
      if (value.find('=') == std::string_view::npos) continue;
      const std::string_view key = cut_until(value, '=');
      if (key == name) return value;
    }
  }
  return {};
}

std::string Request::query_param(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    std::string_view value = cut_until(rest, '&');
    const auto key = percent_decode(cut_until(value, '='), Plus::Space);
    if (key && *key == name) return percent_decode(value, Plus::Space).value_or("");
  }
  return {};
}

}  // namespace glassjar::net

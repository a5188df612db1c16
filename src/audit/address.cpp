// Splitting and joining addresses.
#include "audit/address.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"

namespace glassjar::audit {
namespace {

bool is_scheme(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// RFC 3986 section 5.2.4.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_in_folder = false;
  while (!path.empty()) {
    path.remove_prefix(path.front() == '/' ? 1 : 0);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    ends_in_folder = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!ends_in_folder) kept.push_back(segment);
  }
  std::string joined;
  for (const std::string_view segment : kept) joined.append("/").append(segment);
  if (ends_in_folder || joined.empty()) joined += '/';
  return joined;
}

}  // namespace

std::string_view without_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

std::optional<Address> parse_address(std::string_view url) {
  url = without_fragment(url);
  const size_t colon = url.find("://");
  if (colon == std::string_view::npos || !is_scheme(url.substr(0, colon))) return std::nullopt;
  Address address;
  address.scheme = url.substr(0, colon);
  std::string_view rest = url.substr(colon + 3);
  std::string_view authority = rest.substr(0, rest.find_first_of("/?\\"));
  rest.remove_prefix(authority.size());
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos)
    authority.remove_prefix(at + 1);
  const size_t bracket = authority.rfind(']');
  const size_t port = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  address.host = authority.substr(0, port);
  if (port != std::string_view::npos) address.port = authority.substr(port + 1);
  if (address.host.empty()) return std::nullopt;
  const size_t question = rest.find('?');
  address.path = rest.substr(0, question);
  if (question != std::string_view::npos) address.query = rest.substr(question + 1);
  return address;
}

std::string host_of(std::string_view url) {
  const auto address = parse_address(url);
  return address ? lowered(address->host) : std::string();
}

std::string origin_of(std::string_view url) {
  const auto address = parse_address(url);
  if (!address) return {};
  std::string origin = lowered(address->scheme) + "://" + lowered(address->host);
  if (!address->port.empty()) origin.append(":").append(address->port);
  return origin;
}

bool is_web(std::string_view url) {
  const auto address = parse_address(url);
  if (!address) return false;
  const std::string scheme = lowered(address->scheme);
  return scheme == "http" || scheme == "https";
}

std::string resolve(std::string_view base, std::string_view reference) {
  if (parse_address(reference)) return std::string(reference);
  const auto from = parse_address(base);
  if (!from) return {};
  const size_t colon = reference.find_first_of(":/?#");
  if (colon != std::string_view::npos && reference[colon] == ':' &&
      is_scheme(reference.substr(0, colon)))
    return std::string(reference);  // another scheme, such as mailto:
  if (reference.starts_with("//")) return std::string(from->scheme) + ":" + std::string(reference);
  const std::string origin = origin_of(base);
  if (reference.empty()) return std::string(without_fragment(base));
  if (reference.front() == '#') return std::string(without_fragment(base)) + std::string(reference);
  if (reference.front() == '?')
    return origin + std::string(from->path.empty() ? "/" : from->path) + std::string(reference);
  const size_t tail = reference.find_first_of("?#");
  std::string path(reference.substr(0, tail));
  if (path.front() != '/')
    path = std::string(from->path.substr(0, from->path.rfind('/') + 1)) + path;
  std::string out = origin + without_dots(path);
  if (tail != std::string_view::npos) out += reference.substr(tail);
  return out;
}

}  // namespace glassjar::audit

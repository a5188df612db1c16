// The algorithm of https://publicsuffix.org/list/ over the embedded table.
#include "cookies/registrable_domain.h"

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include "base/ascii.h"
#include "cookies/embedded.h"

namespace glassjar::cookies {
namespace {

// NB: the table is written little-endian and read in place, as on every machine we build for.
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

enum RuleKind : uint8_t { kRule = 1, kWildcard = 2, kException = 4 };

// No rule has more labels than this (kawasaki.jp and AWS regions have five).
constexpr size_t kRuleLabelsMax = 8;
constexpr size_t kHostBytesMax = 1024;  // UTF-8 hosts may be longer than 253 bytes

uint32_t number_at(const char* table, size_t offset) {
  uint32_t value = 0;
  std::memcpy(&value, table + offset, sizeof value);
  return value;
}

// The kinds of rules for a name, 0 for none. `hash` is the table's, of the name.
uint8_t rules_for(std::string_view name, uint32_t hash) {
  static const char* const table = embedded::public_suffixes().data();
  static const uint32_t mask = number_at(table, 0) - 1;
  for (uint32_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const uint32_t rule = number_at(table, 4 + size_t{4} * slot);
    if (rule == 0) return 0;
    if (static_cast<uint8_t>(table[rule + 1]) == name.size() &&
        equal_ignoring_case(name, {table + rule + 2, name.size()}))
      return static_cast<uint8_t>(table[rule]);
  }
}

bool has_empty_label(std::string_view host) {
  return host.empty() || host.front() == '.' || host.back() == '.' ||
         host.find("..") != std::string_view::npos;
}

// Where the public suffix of a host (without final dot) begins, and its registrable domain; the
// latter is absent if the host is a suffix.
struct Cut {
  size_t suffix = 0;
  std::optional<size_t> registrable;
};

// Walks the host once from its end. At each label's beginning the hash is that of the suffix from
// there.
Cut cut(std::string_view host) {
  std::array<size_t, kRuleLabelsMax + 1> starts{};  // of each label, last label first
  size_t labels = 0;                                // walked so far
  size_t suffix_labels = 1;                         // the default rule, `*`
  bool parent_is_wildcard = false;
  uint32_t hash = 0x811c9dc5;
  for (size_t at = host.size(); at-- > 0;) {
    hash = (hash ^ static_cast<uint8_t>(to_lower(host[at]))) * 0x01000193;
    if (at != 0 && host[at - 1] != '.') continue;
    starts[labels++] = at;
    const uint8_t kinds = rules_for(host.substr(at), hash);
    if ((kinds & kException) != 0) {
      suffix_labels = labels - 1;  // an exception's suffix is the rule without its first label
      break;
    }
    if ((kinds & kRule) != 0 || parent_is_wildcard) suffix_labels = labels;
    parent_is_wildcard = (kinds & kWildcard) != 0;
    if (labels > kRuleLabelsMax) break;
  }
  Cut out{starts[suffix_labels - 1], std::nullopt};
  if (suffix_labels < labels) out.registrable = starts[suffix_labels];
  return out;
}

// The host without its final dot, if it has the form of a name.
std::optional<std::string_view> name_in(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (has_empty_label(host) || host.size() > kHostBytesMax || is_ip_address(host))
    return std::nullopt;
  return host;
}

}  // namespace

std::string_view registrable_domain(std::string_view host) {
  const auto name = name_in(host);
  if (!name) return {};
  const auto begin = cut(*name).registrable;
  return begin ? host.substr(*begin) : std::string_view();
}

std::string_view public_suffix(std::string_view host) {
  const auto name = name_in(host);
  return name ? host.substr(cut(*name).suffix) : std::string_view();
}

std::string_view site_of(std::string_view host) {
  const std::string_view domain = registrable_domain(host);
  return domain.empty() ? host : domain;
}

bool is_ip_address(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty() || host.size() >= INET6_ADDRSTRLEN) return false;
  const bool is_v6 = host.find(':') != std::string_view::npos;
  if (!is_v6 && !is_digit(host.back())) return false;  // most names end here
  const std::string text(host);
  std::array<uint8_t, sizeof(in6_addr)> address{};
  return inet_pton(is_v6 ? AF_INET6 : AF_INET, text.c_str(), address.data()) == 1;
}

std::string normal_host(std::string_view host) {
  if (host.starts_with('.')) host.remove_prefix(1);
  if (host.ends_with('.')) host.remove_suffix(1);
  return lowered(host);
}

std::string_view host_of_url(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view authority = url.substr(scheme + 3);
  authority = authority.substr(0, authority.find_first_of("/?#\\"));
  const size_t user = authority.rfind('@');
  if (user != std::string_view::npos) authority.remove_prefix(user + 1);
  if (authority.starts_with('[')) {
    const size_t end = authority.find(']');
    return end == std::string_view::npos ? std::string_view() : authority.substr(0, end + 1);
  }
  return authority.substr(0, authority.find(':'));
}

}  // namespace glassjar::cookies

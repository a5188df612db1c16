// Takes addresses apart by hand, as browsers send them: any text gives an answer, bounded in size.
#include "ingest/strip_url.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/encoding.h"
#include "ingest/percent.h"
#include "ingest/secret_shapes.h"

namespace glassjar::ingest {
namespace {

constexpr size_t kHostnameBytesMax = 253;  // RFC 1035 section 2.3.4, as text
constexpr size_t kDeclaredBytesMax = 2'000;
constexpr size_t kQueryKeysMax = 100;
constexpr std::string_view kRemoved = "…";

struct ClickIdKey {
  std::string_view key;
  ClickId kind;
};
constexpr ClickIdKey kClickIdKeys[] = {
    {"gclid", ClickId::Google},  {"gbraid", ClickId::Google},     {"wbraid", ClickId::Google},
    {"dclid", ClickId::Google},  {"msclkid", ClickId::Microsoft}, {"fbclid", ClickId::Meta},
    {"ttclid", ClickId::TikTok}, {"twclid", ClickId::X},          {"li_fat_id", ClickId::LinkedIn},
    {"yclid", ClickId::Yandex},
};

// An address's parts, undecoded (RFC 3986 section 3).
struct Parts {
  std::string scheme;          // lower case; empty without one
  std::string_view authority;  // empty without one
  std::string_view path;
  std::string_view query;
};

std::string scheme_of(std::string_view url) {
  const size_t colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0) return "";
  const std::string_view scheme = url.substr(0, colon);
  const auto is_scheme_character = [](char c) {
    return is_letter_or_digit(c) || c == '+' || c == '-' || c == '.';
  };
  return std::all_of(scheme.begin(), scheme.end(), is_scheme_character) ? lowered(scheme) : "";
}

// Without the C0 controls and blanks at both ends, as browsers take an address.
std::string_view without_controls(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

Parts split(std::string_view url) {
  Parts parts;
  url = without_controls(url);
  url = url.substr(0, url.find('#'));
  parts.scheme = scheme_of(url);
  if (!parts.scheme.empty()) url.remove_prefix(parts.scheme.size() + 1);
  if (url.starts_with("//")) {
    url.remove_prefix(2);
    const size_t end = std::min(url.find_first_of("/?\\"), url.size());
    parts.authority = url.substr(0, end);
    url.remove_prefix(end);
  }
  const size_t question = url.find('?');
  parts.path = url.substr(0, question);
  if (question != std::string_view::npos) parts.query = url.substr(question + 1);
  return parts;
}

bool is_host_character(char c) {
  return is_lower(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
}

// Without name and password, port and a dot at its end; empty for what is no host.
std::string host_of(std::string_view authority) {
  const size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  if (authority.starts_with('[')) {
    const std::string_view literal = authority.substr(0, std::min(authority.find(']'), size_t{45}));
    const bool fits = std::all_of(literal.begin() + 1, literal.end(),
                                  [](char c) { return is_hex_digit(c) || c == ':' || c == '.'; });
    return fits && literal.size() > 2 ? lowered(literal) + "]" : "";
  }
  std::string host = lowered(authority.substr(0, authority.find(':')));
  while (host.ends_with('.')) host.pop_back();
  const bool fits = host.size() <= kHostnameBytesMax && !host.starts_with('.') &&
                    std::all_of(host.begin(), host.end(), is_host_character);
  return fits ? host : "";
}

// One part between two '/': its parameters (";jsessionid=…") go, and what may name a person.
void append_part(std::string& path, std::string_view part) {
  for (const std::string_view semicolon : {";", "%3B", "%3b"})
    part = part.substr(0, part.find(semicolon));
  if (may_name_a_person(part))
    path += kRemoved;
  else
    path += readable_path(part);
}

std::string strip_path(std::string_view raw) {
  std::string path;
  path.reserve(std::min(raw.size(), kPathBytesMax) + 1);
  if (!raw.starts_with('/')) path.push_back('/');
  while (path.size() <= kPathBytesMax) {
    const size_t slash = raw.find('/');
    append_part(path, raw.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.push_back('/');
    raw.remove_prefix(slash + 1);
  }
  path.resize(cut(path, kPathBytesMax).size());
  return path;
}

// A query's key or value as a person would read it.
std::string decoded_value(std::string_view raw) {
  std::string value(raw);
  std::replace(value.begin(), value.end(), '+', ' ');
  return percent_decoded(value);
}

void keep_campaign(Campaign& campaign, std::string_view key, std::string_view raw) {
  struct Place {
    std::string_view key;
    std::string* value;
  };
  const Place places[] = {{"utm_source", &campaign.source},
                          {"utm_medium", &campaign.medium},
                          {"utm_campaign", &campaign.campaign},
                          {"utm_content", &campaign.content},
                          {"utm_term", &campaign.term}};
  for (const Place& place : places)
    if (key == place.key && place.value->empty())
      *place.value = strip_text(decoded_value(raw), kCampaignBytesMax);
}

void read_query(StrippedUrl& stripped, std::string_view query,
                std::span<const std::string> declared_keys) {
  std::string ref, source;  // other names of utm_source, in this order
  for (size_t keys = 0; !query.empty() && keys < kQueryKeysMax; ++keys) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const size_t equals = std::min(pair.find('='), pair.size());
    const std::string key = decoded_value(pair.substr(0, equals));
    const std::string_view raw = pair.substr(std::min(equals + 1, pair.size()));
    keep_campaign(stripped.campaign, key, raw);
    if (key == "ref" && ref.empty()) ref = strip_text(decoded_value(raw), kCampaignBytesMax);
    if (key == "source" && source.empty())
      source = strip_text(decoded_value(raw), kCampaignBytesMax);
    for (const ClickIdKey& click : kClickIdKeys)
      if (key == click.key && stripped.click_id == ClickId::None) stripped.click_id = click.kind;
    if (std::find(declared_keys.begin(), declared_keys.end(), key) != declared_keys.end())
      stripped.declared.emplace_back(key, strip_text(decoded_value(raw), kDeclaredBytesMax));
  }
  if (stripped.campaign.source.empty()) stripped.campaign.source = ref.empty() ? source : ref;
}

}  // namespace

StrippedUrl strip_url(std::string_view url, std::span<const std::string> declared_keys) {
  const Parts parts = split(url);
  StrippedUrl stripped;
  stripped.hostname = host_of(parts.authority);
  if (stripped.hostname.empty()) stripped.hostname = kNoHostname;
  stripped.path = strip_path(parts.path);
  read_query(stripped, parts.query, declared_keys);
  return stripped;
}

StrippedReferrer strip_referrer(std::string_view referrer) {
  const Parts parts = split(referrer);
  StrippedReferrer stripped;
  if (parts.scheme != "http" && parts.scheme != "https" && parts.scheme != "android-app") return {};
  stripped.host = host_of(parts.authority);
  if (stripped.host.starts_with("www.")) stripped.host.erase(0, 4);
  if (stripped.host.empty()) return {};
  stripped.text = stripped.host + strip_path(parts.path);
  while (stripped.text.ends_with('/')) stripped.text.pop_back();
  return stripped;
}

std::string strip_text(std::string_view text, size_t bytes_max) {
  text = without_controls(text);
  if (const Parts parts = split(text); parts.scheme == "http" || parts.scheme == "https") {
    const std::string host = host_of(parts.authority);
    if (!host.empty())
      return std::string(cut(parts.scheme + "://" + host + strip_path(parts.path), bytes_max));
  }
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find_first_of(" \t\r\n,;/"), rest.size());
    if (may_name_a_person(rest.substr(0, end))) return std::string(kRemoved);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::string(cut(printable(text), bytes_max));
}

}  // namespace glassjar::ingest

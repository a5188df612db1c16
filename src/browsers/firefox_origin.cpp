// Origins, their attributes and the folders named after them.
#include "browsers/firefox_origin.h"

#include "base/ascii.h"
#include "base/encoding.h"
#include "browser_files/text_forms.h"
#include "cookies/registrable_domain.h"

namespace glassjar::browsers::firefox {
namespace {

constexpr size_t kOriginBytesMax = 4096;

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string top_site_of_partition_key(std::string_view key) {
  if (!key.starts_with('(') || !key.ends_with(')')) return {};
  key = key.substr(1, key.size() - 2);
  const std::string_view scheme = cut_until(key, ',');
  const std::string_view host = cut_until(key, ',');
  const std::string_view port = cut_until(key, ',');
  if (scheme.empty() || host.empty()) return {};
  std::string site = std::string(scheme) + "://" + std::string(host);
  if (is_number(port)) site += ":" + std::string(port);
  return browser_files::text_or_hex(site);
}

OriginAttributes parse_origin_attributes(std::string_view suffix) {
  OriginAttributes attributes;
  if (!suffix.starts_with('^')) return attributes;
  suffix = suffix.substr(1, kOriginBytesMax);
  while (!suffix.empty()) {
    std::string_view value = cut_until(suffix, '&');
    const std::string_view name = cut_until(value, '=');
    if (name == "userContextId" && is_number(value)) attributes.container = value;
    if (name == "partitionKey")
      attributes.top_site = top_site_of_partition_key(percent_decoded(value));
  }
  return attributes;
}

bool Origin::is_of_site() const {
  return !host.empty() && (origin.starts_with("https://") || origin.starts_with("http://"));
}

Origin parse_origin(std::string_view text, std::string_view suffix) {
  text = text.substr(0, kOriginBytesMax);
  Origin origin;
  const size_t scheme_end = text.find("://");
  const size_t after = scheme_end == std::string_view::npos ? 0 : scheme_end + 3;
  const size_t end = text.find_first_of("/?#^", after);
  origin.origin = browser_files::text_or_hex(text.substr(0, end));
  origin.host =
      browser_files::text_or_hex(cookies::normal_host(cookies::host_of_url(text.substr(0, end))));
  const std::string_view scheme = text.substr(0, after);
  const std::string_view own_port = scheme == "https://"  ? ":443"
                                    : scheme == "http://" ? ":80"
                                                          : "";
  if (!own_port.empty() && origin.origin.ends_with(own_port))
    origin.origin.resize(origin.origin.size() - own_port.size());
  if (suffix.empty() && end != std::string_view::npos && text[end] == '^')
    suffix = text.substr(end);
  origin.attributes = parse_origin_attributes(suffix);
  return origin;
}

// dom/quota/QuotaCommon, SanitizeOriginKey: ":" and "/" are "+" in a folder's name.
Origin parse_origin_folder(std::string_view name) {
  const size_t attributes = name.find('^');
  const std::string_view suffix =
      attributes == std::string_view::npos ? std::string_view() : name.substr(attributes);
  name = name.substr(0, attributes);
  const size_t scheme_end = name.find("+++");
  if (scheme_end == std::string_view::npos) return {};
  std::string origin = std::string(name.substr(0, scheme_end)) + "://";
  const std::string_view authority = name.substr(scheme_end + 3);
  if (authority.empty()) return {};
  // The last "+" is before the port; an IPv6 address has others.
  const size_t port = authority.rfind('+');
  const bool has_port = port != std::string_view::npos && is_number(authority.substr(port + 1)) &&
                        (authority.front() != '[' || authority[port - 1] == ']');
  for (size_t i = 0; i < authority.size(); ++i)
    origin += authority[i] == '+' && (authority.front() == '[' || (has_port && i == port))
                  ? ':'
                  : authority[i];
  return parse_origin(origin, suffix);
}

cookies::Item item_of(cookies::Store store, const Origin& origin, std::string name) {
  cookies::Item item;
  item.store = store;
  item.host = origin.host;
  item.origin = origin.origin;
  item.top_site = origin.attributes.top_site;
  item.container = origin.attributes.container;
  item.name = std::move(name);
  return item;
}

void forget_own_partition(cookies::Item& item) {
  const std::string_view host = cookies::host_of_url(item.top_site);
  if (!host.empty() && cookies::site_of(host) == cookies::site_of(std::string_view(item.host)))
    item.top_site.clear();
}

}  // namespace glassjar::browsers::firefox

// Reading, writing and spelling of the keep list.
#include "dump/keep_list.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/file.h"
#include "cookies/registrable_domain.h"
#include "dump/host_name.h"
#include "dump/state_folder.h"

namespace glassjar::dump {
namespace {

constexpr size_t kFileBytesMax = 8 << 20;
constexpr std::string_view kBlanks = " \t\r";
constexpr size_t kHostBytesMax = 253;  // RFC 1035 section 2.3.4

// The host in whatever form people and programs write one.
std::string host_in(std::string_view text) {
  if (text.find("://") != std::string_view::npos) text = cookies::host_of_url(text);
  text = text.substr(0, text.find('/'));
  if (text.starts_with("*.")) text.remove_prefix(2);
  // One colon is a port's; an IPv6 address has more, or brackets.
  if (std::count(text.begin(), text.end(), ':') == 1) text = text.substr(0, text.find(':'));
  return cookies::normal_host(text);
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > kHostBytesMax) return false;
  if (cookies::is_ip_address(host)) return true;
  return !host.starts_with('.') && !host.ends_with('.') &&
         host.find("..") == std::string_view::npos &&
         std::all_of(host.begin(), host.end(), [](char c) {
           return is_lower(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
         });
}

}  // namespace

Result<std::string> site_named(std::string_view text) {
  const Result<std::string> ascii = ascii_host(host_in(trimmed(text, kBlanks)));
  if (!ascii)
    return fail(ErrorCode::InvalidArgument, "read the site \"{}\": {}", text,
                ascii.error().message);
  const std::string& host = *ascii;
  if (!is_host(host))
    return fail(ErrorCode::InvalidArgument, "read the site \"{}\": no host name", text);
  if (cookies::registrable_domain(host).empty() && !cookies::is_ip_address(host) &&
      host.find('.') != std::string::npos)
    return fail(ErrorCode::InvalidArgument,
                "read the site \"{}\": sites of many people end in it (public suffix); name one "
                "of them",
                text);
  return std::string(cookies::site_of(host));
}

Result<KeepList> KeepList::parse(std::string_view text) {
  KeepList list;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    line = trimmed(line.substr(0, line.find('#')), kBlanks);
    if (line.empty()) continue;
    Result<std::string> site = site_named(line);
    if (!site) return fail(site.error().code, "line {}: {}", number, site.error().message);
    list.add(std::move(*site));
    if (list.sites_.size() > kSitesMax)
      return fail(ErrorCode::TooLarge, "line {}: over {} sites", number, kSitesMax);
  }
  return list;
}

Result<KeepList> KeepList::read(const std::filesystem::path& file) {
  Result<std::string> text = read_file(file, kFileBytesMax);
  if (!text && text.error().code == ErrorCode::NotFound) return KeepList();
  if (!text) return unexpected(text.error());
  Result<KeepList> list = parse(*text);
  if (!list)
    return fail(list.error().code, "read the keep list \"{}\": {}", file.string(),
                list.error().message);
  return list;
}

std::string KeepList::serialize() const {
  std::string text =
      "# Sites whose cookies and storage stay when the jar is emptied; one a line.\n";
  for (const std::string& site : sites_) text.append(site).append("\n");
  return text;
}

Result<void> KeepList::write(const std::filesystem::path& file) const {
  TRY(make_private_folder(file.parent_path()));
  return replace_file(file, serialize());
}

bool KeepList::remove(std::string_view site) {
  const auto found = sites_.find(site);
  if (found == sites_.end()) return false;
  sites_.erase(found);
  return true;
}

}  // namespace glassjar::dump

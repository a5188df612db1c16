// Of a page's address only host and path stay, without what may name a person (design, section 5):
// the query gives its campaign, the kind of its click id and what the owner declared, then goes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glassjar::ingest {

constexpr size_t kPathBytesMax = 2'000;
constexpr size_t kCampaignBytesMax = 200;
constexpr std::string_view kNoHostname = "(none)";

// Which advertiser's click id the address carried; its value is never kept.
enum class ClickId : uint8_t { None, Google, Microsoft, Meta, TikTok, X, LinkedIn, Yandex };

struct Campaign {
  std::string source;  // utm_source, else ref, else source
  std::string medium;
  std::string campaign;
  std::string content;
  std::string term;
};

struct StrippedUrl {
  std::string hostname;  // lower case, no port; kNoHostname where there is none
  std::string path;      // begins with '/'
  Campaign campaign;
  ClickId click_id = ClickId::None;
  std::vector<std::pair<std::string, std::string>> declared;  // declared keys that it has
};

// `declared_keys` are the query keys that the site's owner keeps. Any input is fine.
StrippedUrl strip_url(std::string_view url, std::span<const std::string> declared_keys);

struct StrippedReferrer {
  std::string host;  // lower case, without "www."; empty for none
  std::string text;  // host and path, without a '/' at its end
};

// Empty for anything but http, https and android-app addresses.
StrippedReferrer strip_referrer(std::string_view referrer);

// A text a client chose (an event's name, a property's value): an address in it is stripped, words
// shaped like an e-mail address or a token make the whole of it `…`; cut at `bytes_max`.
std::string strip_text(std::string_view text, size_t bytes_max);

}  // namespace glassjar::ingest

// Groups of records under one registrable domain, and validators that differ for the same content.
#include "cookies/supercookie.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "cookies/identifier.h"
#include "cookies/registrable_domain.h"
#include "cookies/sharing.h"

namespace glassjar::cookies {
namespace {

// When an item was left, as near as its store tells: Firefox keeps only the end of an HSTS record,
// and records of one page with one max-age end together.
std::optional<TimePoint> time_of(const Item& item) {
  return item.created ? item.created : item.expires ? item.expires : item.last_used;
}

// The longest run, in order of time, of items within kPatternWindow that are of kSiblingsMin hosts.
std::vector<size_t> burst_among(std::span<const Item> items, std::vector<size_t> of_site) {
  std::sort(of_site.begin(), of_site.end(),
            [&](size_t a, size_t b) { return *time_of(items[a]) < *time_of(items[b]); });
  std::map<std::string_view, size_t> hosts;  // in the window, with their counts
  size_t begin = 0;
  size_t best_begin = 0;
  size_t best_end = 0;
  for (size_t end = 0; end < of_site.size(); ++end) {
    ++hosts[items[of_site[end]].host];
    while (*time_of(items[of_site[end]]) - *time_of(items[of_site[begin]]) > kPatternWindow) {
      const auto gone = hosts.find(items[of_site[begin++]].host);
      if (--gone->second == 0) hosts.erase(gone);
    }
    if (hosts.size() >= kSiblingsMin && end + 1 - begin > best_end - best_begin) {
      best_begin = begin;
      best_end = end + 1;
    }
  }
  return {of_site.begin() + static_cast<ptrdiff_t>(best_begin),
          of_site.begin() + static_cast<ptrdiff_t>(best_end)};
}

size_t hosts_among(std::span<const Item> items, const std::vector<size_t>& indices) {
  std::set<std::string_view> hosts;
  for (const size_t i : indices) hosts.insert(items[i].host);
  return hosts.size();
}

void find_bursts(std::span<const Item> items, Store store, SupercookieKind kind,
                 std::vector<Supercookie>& out) {
  // NB: the domain itself is one of the siblings: a page that sets a pattern has one too.
  std::map<std::tuple<uint32_t, std::string_view, std::string_view>, std::vector<size_t>> sites;
  for (size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    const std::string_view site = registrable_domain(item.host);
    if (item.store == store && !site.empty() && time_of(item))
      sites[{item.profile, site, item.top_site}].push_back(i);
  }
  for (auto& [key, of_site] : sites) {
    if (of_site.size() < kSiblingsMin) continue;
    std::vector<size_t> burst = burst_among(items, std::move(of_site));
    if (burst.empty()) continue;
    const auto& [profile, site, top_site] = key;
    const std::string evidence = fmt::format(
        "{} hosts of {} left {} records within {} seconds: enough for a number of {} bits.",
        hosts_among(items, burst), site, name_of(store), kPatternWindow.count(),
        hosts_among(items, burst));
    out.push_back({kind, std::string(site), profile, std::move(burst), evidence});
  }
}

// Not a Last-Modified, which stands in the same place.
bool is_candidate_tag(const Item& item) {
  if (item.store != Store::HttpCache || !item.value) return false;
  const std::string_view tag = tag_of(*item.value);
  return tag.size() >= kIdentifierBytesMin && can_identify(shape_of(tag)) &&
         entropy_bits(tag) >= kEtagBitsMin;
}

// Validators of one address that differ between profiles, or between partitions of one profile,
// while they were fetched close enough for the content to be the same.
void find_differing_tags(std::span<const Item> items, std::vector<Supercookie>& out) {
  constexpr days kSameContent{1};
  std::unordered_map<std::string_view, std::vector<size_t>> by_address;
  for (size_t i = 0; i < items.size(); ++i)
    if (is_candidate_tag(items[i])) by_address[items[i].name].push_back(i);
  std::map<std::string_view, std::vector<size_t>> found;  // by address, sorted
  for (const auto& [address, of_address] : by_address) {
    const Item& first = items[of_address.front()];
    for (const size_t i : of_address) {
      const auto a = time_of(first);
      const auto b = time_of(items[i]);
      const bool is_close = a && b && std::chrono::abs(*a - *b) <= kSameContent;
      const bool is_other_place =
          items[i].profile != first.profile || items[i].top_site != first.top_site;
      if (is_close && is_other_place && items[i].value->size() == first.value->size() &&
          similarity(*items[i].value, *first.value) < kSimilarityMax) {
        found[address] = of_address;
        break;
      }
    }
  }
  for (auto& [address, of_address] : found) {
    const Item& first = items[of_address.front()];
    out.push_back({SupercookieKind::Etag, std::string(site_of(first.host)), first.profile,
                   std::move(of_address),
                   fmt::format("{} gave different validators (ETag) for the same address to "
                               "different browsers or pages within a day.",
                               first.host)});
  }
}

// Validators that the same owner keeps in a cookie or a storage too.
void find_stored_tags(std::span<const Item> items, std::vector<Supercookie>& out) {
  Tokenizer tokenizer;
  std::unordered_map<std::string, size_t> tags;  // profile, site and text
  const auto key_of = [&](const Item& item, std::string_view text) {
    return fmt::format("{} {} {}", item.profile, site_of(item.host), text);
  };
  for (size_t i = 0; i < items.size(); ++i) {
    if (!is_candidate_tag(items[i])) continue;
    for (const Token& token : tokenizer.tokens_of(items[i]))
      if (token.found == Found::Tag) tags.emplace(key_of(items[i], token.text), i);
  }
  if (tags.empty()) return;
  std::set<size_t> told;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].store == Store::HttpCache || !items[i].value) continue;
    for (const Token& token : tokenizer.tokens_of(items[i])) {
      if (token.found != Found::Stored && token.found != Found::Base64) continue;
      const auto tag = tags.find(key_of(items[i], token.text));
      if (tag == tags.end() || !told.insert(tag->second).second) continue;
      out.push_back(
          {SupercookieKind::Etag,
           std::string(site_of(items[i].host)),
           items[i].profile,
           {tag->second, i},
           fmt::format("The validator (ETag) of a response from {} is also in the {} \"{}\".",
                       items[tag->second].host, name_of(items[i].store), items[i].name)});
    }
  }
}

}  // namespace

std::string_view id_of(SupercookieKind kind) {
  constexpr std::array<std::string_view, 3> kIds = {"hsts", "favicon", "etag"};
  return kIds[static_cast<size_t>(kind)];
}

std::vector<Supercookie> find_supercookies(std::span<const Item> items) {
  std::vector<Supercookie> out;
  find_bursts(items, Store::Hsts, SupercookieKind::Hsts, out);
  find_bursts(items, Store::Favicon, SupercookieKind::Favicon, out);
  find_differing_tags(items, out);
  find_stored_tags(items, out);
  return out;
}

}  // namespace glassjar::cookies

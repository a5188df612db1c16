// Hashes of hosts and tokens. Hosts are hashed from their end, so that one walk gives the keys of
// a host and of all its parents.
#include "filters/keys.h"

#include <algorithm>
#include <cstring>

#include "base/ascii.h"
#include "filters/text.h"

namespace glassjar::filters {
namespace {

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), finished with a multiplication so that
// both halves of the key are well spread.
constexpr uint64_t kBasis = 0xcbf29ce484222325;
constexpr uint64_t kPrime = 0x100000001b3;

constexpr uint64_t step(uint64_t hash, char c) { return (hash ^ static_cast<uint8_t>(c)) * kPrime; }

constexpr Key finish(uint64_t hash) {
  hash = (hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15;
  return hash ^ (hash >> 29);
}

constexpr Key token_hash(std::string_view token) {
  uint64_t hash = kBasis;
  for (const char c : token) hash = step(hash, c);
  return finish(hash);
}

// In most URLs, whatever lists make of them.
constexpr auto kCommonTokens = std::to_array<Key>({
    token_hash("http"), token_hash("https"),  token_hash("www"),    token_hash("com"),
    token_hash("net"),  token_hash("org"),    token_hash("js"),     token_hash("css"),
    token_hash("html"), token_hash("php"),    token_hash("images"), token_hash("image"),
    token_hash("img"),  token_hash("jpg"),    token_hash("png"),    token_hash("gif"),
    token_hash("cdn"),  token_hash("static"), token_hash("api"),    token_hash("v1"),
    token_hash("min"),  token_hash("assets"), token_hash("script"), token_hash("id"),
});
constexpr uint32_t kCommonPenalty = 10'000;

// Keys of `name` and its parents, as if `tail` followed; at most `max` of them. The longest name
// comes first, since the most specific domain of a rule decides.
size_t keys_of_parents(std::string_view name, std::string_view tail, Key* out, size_t max) {
  uint64_t hash = kBasis;
  for (size_t i = tail.size(); i > 0; --i) hash = step(hash, tail[i - 1]);
  size_t count = 0;
  for (size_t i = name.size(); i > 0 && count < max; --i) {
    hash = step(hash, name[i - 1]);
    if (i == 1 || name[i - 2] == '.') out[count++] = finish(hash);
  }
  std::reverse(out, out + count);
  return count;
}

// "maps.google" of maps.google.co.uk, whose registrable domain is google.co.uk.
std::string_view without_public_suffix(std::string_view host, std::string_view site) {
  const size_t dot = site.find('.');
  if (dot == std::string_view::npos || !host.ends_with(site)) return {};
  return host.substr(0, host.size() - (site.size() - dot));
}

}  // namespace

Key host_key(std::string_view host) {
  uint64_t hash = kBasis;
  for (size_t i = host.size(); i > 0; --i) hash = step(hash, host[i - 1]);
  return finish(hash);
}

Key token_key(std::string_view token) { return token_hash(token); }

uint32_t commonness(Key token) {
  return std::find(kCommonTokens.begin(), kCommonTokens.end(), token) != kCommonTokens.end()
             ? kCommonPenalty
             : 0;
}

std::vector<Key> keys_of_pattern(std::string_view pattern, bool open_start, bool open_end) {
  std::vector<Key> keys;
  for (size_t begin = 0; begin < pattern.size();) {
    if (!is_token_char(pattern[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < pattern.size() && is_token_char(pattern[end])) ++end;
    const bool bounded_before = begin == 0 ? !open_start : pattern[begin - 1] != '*';
    const bool bounded_after = end == pattern.size() ? !open_end : pattern[end] != '*';
    if (bounded_before && bounded_after && end - begin >= kTokenBytesMin)
      keys.push_back(token_key(pattern.substr(begin, end - begin)));
    begin = end;
  }
  return keys;
}

RequestKeys::RequestKeys(const Request& request)
    : url_(request.url.substr(0, kUrlBytesMax)),
      host_(filters::host_range(url_)),
      types_(set_of(request.type)),
      third_party_(request.source_site.empty() || request.site != request.source_site) {
  lower_and_find_tokens();
  host_count_ = keys_of_parents(host(), "", hosts_.data(), kLabelsMax);
  source_count_ = keys_of_parents(request.source_host, "", sources_.data(), kLabelsMax);
  const std::string_view entity = without_public_suffix(request.source_host, request.source_site);
  source_count_ += keys_of_parents(entity, ".*", sources_.data() + source_count_, kLabelsMax);
}

void RequestKeys::lower_and_find_tokens() {
  for (size_t i = 0; i < url_.size(); ++i) lower_[i] = to_lower(url_[i]);
  const char* const end = lower_.data() + url_.size();
  for (const char* at = lower_.data(); at < end; ++at) {
    if (!is_token_char(*at)) continue;
    const char* const begin = at;
    uint64_t hash = kBasis;
    for (; at < end && is_token_char(*at); ++at) hash = step(hash, *at);
    if (static_cast<size_t>(at - begin) >= kTokenBytesMin) tokens_[token_count_++] = finish(hash);
  }
}

}  // namespace glassjar::filters

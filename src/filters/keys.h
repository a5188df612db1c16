// Keys under which rules are filed, and the keys of a request that find them again.
//
// A rule is filed under the rarest thing that every request it can match has: its host, a token
// of its pattern, or the page it is limited to. So a request looks at few rules.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filters/request.h"

namespace glassjar::filters {

using Key = uint64_t;

// Of a whole host or "example.*".
Key host_key(std::string_view host);
// Of a run of at least kTokenBytesMin token characters, lower case.
Key token_key(std::string_view token);
constexpr size_t kTokenBytesMin = 2;

// Tokens that every URL matching a lower-case glob has: runs of token characters with something
// other than "*" at both sides. `open_start` and `open_end`: the URL may go on there.
std::vector<Key> keys_of_pattern(std::string_view pattern, bool open_start, bool open_end);

// Adds to a rule's count of a token what it is worth less for being in URLs of all kinds.
uint32_t commonness(Key token);

// A request with everything that matching asks for computed once. Not movable: views point inside.
class RequestKeys {
 public:
  explicit RequestKeys(const Request& request);
  RequestKeys(const RequestKeys&) = delete;
  RequestKeys& operator=(const RequestKeys&) = delete;

  std::string_view url() const { return url_; }
  std::string_view lower_url() const { return {lower_.data(), url_.size()}; }
  HostRange host_range() const { return host_; }
  std::string_view host() const { return lower_url().substr(host_.begin, host_.end - host_.begin); }
  // Of the host and of each of its parents, the whole host first.
  std::span<const Key> hosts() const { return {hosts_.data(), host_count_}; }
  std::span<const Key> tokens() const { return {tokens_.data(), token_count_}; }
  // Of the page's host and its parents, the whole host first, then the same as "example.*".
  std::span<const Key> sources() const { return {sources_.data(), source_count_}; }
  TypeSet types() const { return types_; }
  bool third_party() const { return third_party_; }

 private:
  static constexpr size_t kLabelsMax = 64;
  // Every token is followed by a character of another kind.
  static constexpr size_t kTokensMax = kUrlBytesMax / (kTokenBytesMin + 1) + 1;

  void lower_and_find_tokens();

  std::string_view url_;
  HostRange host_;
  TypeSet types_;
  bool third_party_;
  size_t host_count_ = 0;
  size_t token_count_ = 0;
  size_t source_count_ = 0;
  // Left as they are until written: clearing them would cost more than the match.
  std::array<Key, kLabelsMax> hosts_;
  std::array<Key, 2 * kLabelsMax> sources_;
  std::array<Key, kTokensMax> tokens_;
  std::array<char, kUrlBytesMax> lower_;
};

}  // namespace glassjar::filters

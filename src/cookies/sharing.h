// Who shares an identifier with whom: the same value held by different companies, found offline.
//
// After Acar 2014 and Papadopoulos 2019 (cookie synchronization), on what profiles hold instead of
// on traffic: every value is cut into tokens, decoded (URL, base64, JSON), and looked up by itself
// and by its MD5, SHA-1 and SHA-256; a token under two owners (who.h) is a share. Time and memory
// grow with the number of tokens; kTokensMax bounds them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cookies/item.h"
#include "cookies/value_tokens.h"

namespace glassjar::cookies {

inline constexpr size_t kTokensMax = 2'000'000;
inline constexpr size_t kTokenTextMax = 64 << 20;  // bytes of all tokens together
inline constexpr size_t kEdgesMax = 50'000;
// A value under more owners than this is a constant of some library rather than a person.
inline constexpr size_t kShareOwnersMax = 64;

enum class Form : uint8_t { Plain, Md5, Sha1, Sha256 };
std::string_view name_of(Form form);  // "as it is", "as its MD5", …

struct Holder {
  size_t item = 0;  // index into the items
  Form form = Form::Plain;
  Found found = Found::Stored;
};

// One value in the hands of several owners.
struct Share {
  std::string token;
  std::vector<Holder> holders;      // by item; at least one has it stored, plain or in base64
  std::vector<std::string> owners;  // companies or sites, sorted, two at least
  // Every other browser of the person that has the same names has the same value: a constant, or a
  // sign-in, rather than an identifier of this browser.
  bool same_in_other_browser = false;
};

struct ShareEdge {
  std::string from;  // the owner that sorts first; sharing has no direction that storage could tell
  std::string to;
  std::vector<size_t> shares;  // indices into `shares`
  std::string evidence;        // a plain sentence about the first of them
};

struct SyncGraph {
  std::vector<Share> shares;  // most owners first
  // Most shares first; without those that the person's other browsers have too.
  std::vector<ShareEdge> edges;
  bool cut = false;  // a limit was reached: there may be more
};

SyncGraph find_shares(std::span<const Item> items);

}  // namespace glassjar::cookies

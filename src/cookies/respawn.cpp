// Digests of what was deleted, looked up for what is there now.
#include "cookies/respawn.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/ascii.h"
#include "base/encoding.h"
#include "cookies/value_tokens.h"
#include "cookies/who.h"

namespace glassjar::cookies {
namespace {

constexpr std::string_view kVersion = "v1";
constexpr size_t kLineBytesMax = 16 * 1024;

struct DigestHash {
  size_t operator()(const ValueDigest& digest) const {
    size_t out = 0;
    for (size_t i = 0; i < sizeof out; ++i) out |= size_t{digest[i]} << (8 * i);
    return out;
  }
};

bool is_stored(const Token& token) { return token.found != Found::Address; }

bool is_same_place(const DeletedValue& was, const Item& item) {
  return was.store == item.store && was.host == item.host && was.name == item.name;
}

// Whether the item was left after that deletion. Stores that keep no time of creation tell it only
// for the place that was emptied: what is there now came later.
bool is_later(const DeletedValue& was, const Item& item) {
  return item.created ? *item.created > was.deleted : is_same_place(was, item);
}

// Letters, digits and a few signs stay; everything else, spaces and line ends too, becomes %XX.
std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain =
        is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '/';
    if (is_plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto byte = from_hex(text.substr(i + 1, 2));
    if (!byte || byte->size() != 1) return std::nullopt;
    out += static_cast<char>(byte->front());
    i += 2;
  }
  return out;
}

// A cookie that a sign-in leaves: kept from scripts and from the open network.
bool looks_like_sign_in(const Item& item) {
  return item.store == Store::Cookie && item.http_only && item.secure;
}

class Search {
 public:
  Search(std::span<const Item> items, std::span<const DeletedValue> deleted, const LocalKey& key)
      : items_(items), hash_(key) {
    for (const DeletedValue& value : deleted) deleted_[value.digest].push_back(&value);
    Tokenizer tokenizer;
    for (size_t i = 0; i < items.size() && !deleted_.empty(); ++i)
      for (const Token& token : tokenizer.tokens_of(items[i]))
        if (is_stored(token)) look_up(i, token.text);
  }

  std::vector<Respawned> find() {
    std::vector<Respawned> out;
    for (const auto& [item, was] : back_) {
      Respawned each;
      each.item = item;
      each.was = *was;
      each.sources = sources_for(item, *was);
      each.explained_by_sign_in =
          std::any_of(each.sources.begin(), each.sources.end(), [&](size_t source) {
            return looks_like_sign_in(items_[source]) &&
                   owner_of(items_[source].host) == owner_of(items_[each.item].host);
          });
      each.evidence = evidence_for(each);
      out.push_back(std::move(each));
    }
    return out;
  }

 private:
  void look_up(size_t index, std::string_view text) {
    const ValueDigest digest = hash_(text);
    const auto found = deleted_.find(digest);
    if (found == deleted_.end()) return;
    holders_[digest].push_back(index);
    const Item& item = items_[index];
    for (const DeletedValue* was : found->second) {
      if (!is_later(*was, item) || owner_of(was->host) != owner_of(item.host)) continue;
      // The deletion of the very same place says most; else the latest one.
      const auto weight = [&](const DeletedValue& each) {
        return std::tuple(is_same_place(each, item), each.deleted);
      };
      const auto [best, is_new] = back_.try_emplace(index, was);
      if (!is_new && weight(*was) > weight(*best->second)) best->second = was;
    }
  }

  // Items that hold the value and came after no deletion of it: the likely sources.
  std::vector<size_t> sources_for(size_t item, const DeletedValue& was) const {
    std::vector<size_t> out;
    for (const size_t holder : holders_.at(was.digest)) {
      const bool was_emptied =
          std::any_of(deleted_.at(was.digest).begin(), deleted_.at(was.digest).end(),
                      [&](const DeletedValue* each) { return is_later(*each, items_[holder]); });
      if (holder != item && !was_emptied && (out.empty() || out.back() != holder))
        out.push_back(holder);
    }
    return out;
  }

  std::string evidence_for(const Respawned& each) const {
    const Item& item = items_[each.item];
    const std::string what =
        fmt::format("The value of the {} \"{}\" of {}, deleted {}, is back in the {} \"{}\" of {}",
                    name_of(each.was.store), each.was.name, each.was.host, to_iso(each.was.deleted),
                    name_of(item.store), item.name, item.host);
    if (each.sources.empty())
      return what +
             "; nothing that was kept holds it: it came from the server (a sign-in, the "
             "network address or the browser's fingerprint).";
    const Item& source = items_[each.sources.front()];
    return fmt::format("{}; the {} \"{}\" of {}, which was kept, holds it too.", what,
                       name_of(source.store), source.name, source.host);
  }

  std::span<const Item> items_;
  KeyedHash hash_;
  std::unordered_map<ValueDigest, std::vector<const DeletedValue*>, DigestHash> deleted_;
  std::unordered_map<ValueDigest, std::vector<size_t>, DigestHash> holders_;
  std::map<size_t, const DeletedValue*> back_;  // by item: what it was
};

}  // namespace

std::vector<DeletedValue> remember_deleted(std::span<const Item> deleted, const LocalKey& key,
                                           TimePoint now) {
  KeyedHash hash(key);
  Tokenizer tokenizer;
  std::vector<DeletedValue> out;
  for (const Item& item : deleted)
    for (const Token& token : tokenizer.tokens_of(item))
      if (is_stored(token))
        out.push_back({hash(token.text), item.store, item.host, item.name, now});
  return out;
}

std::string to_line(const DeletedValue& value) {
  return fmt::format("{} {} {} {} {} {}", kVersion, to_hex(value.digest), id_of(value.store),
                     value.deleted.time_since_epoch().count(), encoded(value.host),
                     encoded(value.name));
}

Result<DeletedValue> parse_deleted_value(std::string_view line) {
  const auto wrong = [](std::string_view what) {
    return fail(ErrorCode::InvalidArgument, "deleted value: {}", what);
  };
  if (line.size() > kLineBytesMax) return wrong("line too long");
  if (cut_until(line, ' ') != kVersion) return wrong("unknown version");
  DeletedValue out;
  const auto digest = from_hex(cut_until(line, ' '));
  if (!digest || digest->size() != out.digest.size()) return wrong("no digest");
  std::copy(digest->begin(), digest->end(), out.digest.begin());
  const auto store = parse_store(cut_until(line, ' '));
  if (!store) return wrong("unknown store");
  out.store = *store;
  const std::string_view time = cut_until(line, ' ');
  int64_t count = 0;
  const auto [end, error] = std::from_chars(time.data(), time.data() + time.size(), count);
  if (error != std::errc() || end != time.data() + time.size()) return wrong("no time");
  out.deleted = TimePoint(microseconds(count));
  auto host = decoded(cut_until(line, ' '));
  auto name = decoded(cut_until(line, ' '));
  if (!host || !name || !line.empty()) return wrong("no host and name");
  out.host = std::move(*host);
  out.name = std::move(*name);
  return out;
}

std::vector<Respawned> find_respawned(std::span<const Item> items,
                                      std::span<const DeletedValue> deleted, const LocalKey& key) {
  return Search(items, deleted, key).find();
}

}  // namespace glassjar::cookies

// Tokens of all items in one table, sorted; equal neighbours under different owners are shares.
#include "cookies/sharing.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "cookies/identifier.h"
#include "cookies/plain_digest.h"
#include "cookies/who.h"

namespace glassjar::cookies {
namespace {

struct Entry {
  uint64_t hash = 0;  // of the plain token: hashed forms stand beside what they are hashes of
  uint32_t at = 0;    // into the table's text
  uint32_t item = 0;
  uint8_t length = 0;
  Form form = Form::Plain;
  Found found = Found::Stored;
};
static_assert(kTokenBytesMax <= UINT8_MAX && kTokenTextMax <= UINT32_MAX);

uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }

bool is_stored(const Entry& entry) {
  return entry.found == Found::Stored || entry.found == Found::Base64;
}

class TokenTable {
 public:
  explicit TokenTable(std::span<const Item> items) {
    Tokenizer tokenizer;
    for (uint32_t i = 0; i < items.size() && !cut_; ++i)
      for (const Token& token : tokenizer.tokens_of(items[i])) add(token, i);
    add_hashed_forms();
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.hash, a.form, a.item, a.found) < std::tie(b.hash, b.form, b.item, b.found);
    });
  }

  std::string_view text_of(const Entry& entry) const {
    return std::string_view(text_).substr(entry.at, entry.length);
  }
  bool cut() const { return cut_; }

  // Calls `function` with each run of entries of one hash, of two items or more.
  template <class Function>
  void for_each_group(Function function) const {
    for (size_t begin = 0; begin < entries_.size();) {
      size_t end = begin + 1;
      while (end < entries_.size() && entries_[end].hash == entries_[begin].hash) ++end;
      if (end - begin > 1) function(std::span(entries_).subspan(begin, end - begin));
      begin = end;
    }
  }

 private:
  void add(const Token& token, uint32_t item) {
    if (entries_.size() >= kTokensMax || text_.size() + token.text.size() > kTokenTextMax) {
      cut_ = true;
      return;
    }
    entries_.push_back({hash_of(token.text), static_cast<uint32_t>(text_.size()), item,
                        static_cast<uint8_t>(token.text.size()), Form::Plain, token.found});
    text_ += token.text;
  }

  // Where a token is the hexadecimal digest of another one, a copy of its entry joins that one's.
  // Digests are made only for as many kinds as there are tokens of their length.
  void add_hashed_forms() {
    std::unordered_multimap<uint64_t, size_t> digests;  // by the text's hash
    std::array<bool, kDigestKinds.size()> wanted{};
    for (size_t i = 0; i < entries_.size(); ++i) {
      const auto kind = digest_kind_of(text_of(entries_[i]));
      if (!kind) continue;
      wanted[*kind] = true;
      digests.emplace(entries_[i].hash, i);
    }
    if (digests.empty()) return;
    std::unordered_set<uint64_t> done;
    const size_t count = entries_.size();
    PlainDigest digest;
    for (size_t i = 0; i < count && entries_.size() < kTokensMax; ++i) {
      const Entry entry = entries_[i];
      if (digests.contains(entry.hash) || !done.insert(entry.hash).second) continue;
      for (size_t kind = 0; kind < wanted.size(); ++kind) {
        if (!wanted[kind]) continue;
        const auto [begin, end] = digests.equal_range(hash_of(digest.hex(kind, text_of(entry))));
        for (auto it = begin; it != end; ++it) {
          Entry copy = entries_[it->second];
          copy.hash = entry.hash;
          copy.form = static_cast<Form>(kind + 1);
          entries_.push_back(copy);
        }
      }
    }
  }

  std::vector<Entry> entries_;
  std::string text_;
  bool cut_ = false;
};

// The owner of each item's host as a small number; equal for equal owners.
class Owners {
 public:
  explicit Owners(std::span<const Item> items) {
    std::unordered_map<std::string_view, uint32_t> of_host;
    std::unordered_map<std::string_view, uint32_t> of_owner;
    of_item_.reserve(items.size());
    for (const Item& item : items) {
      const auto [place, is_new] = of_host.emplace(item.host, 0);
      if (is_new) {
        const std::string_view name = owner_of(item.host);
        const auto [owner, is_new_owner] =
            of_owner.emplace(name, static_cast<uint32_t>(names_.size()));
        if (is_new_owner) names_.push_back(name);
        place->second = owner->second;
      }
      of_item_.push_back(place->second);
    }
  }
  uint32_t of(size_t item) const { return of_item_[item]; }
  // Empty for items whose host nobody knows.
  std::string_view name(uint32_t owner) const { return names_[owner]; }

 private:
  std::vector<uint32_t> of_item_;
  std::vector<std::string_view> names_;
};

std::string shortened(std::string_view token) {
  constexpr size_t kShown = 14;
  return token.size() <= kShown ? std::string(token) : std::string(token.substr(0, kShown)) + "…";
}

std::string place_in_words(const Item& item, Found found) {
  switch (found) {
    case Found::Address:
      return fmt::format("in an address at {}", item.host);
    case Found::Tag:
      return fmt::format("as the validator of a response from {}", item.host);
    case Found::Base64:
      return fmt::format("in base64 in the {} \"{}\" of {}", name_of(item.store), item.name,
                         item.host);
    case Found::Stored:
      break;
  }
  return fmt::format("in the {} \"{}\" of {}", name_of(item.store), item.name, item.host);
}

class Graph {
 public:
  explicit Graph(std::span<const Item> items) : items_(items), owners_(items), table_(items) {}

  SyncGraph find() {
    table_.for_each_group([&](std::span<const Entry> group) { take(group); });
    out_.cut = out_.cut || table_.cut();
    if (!out_.shares.empty()) mark_constants();
    std::stable_sort(out_.shares.begin(), out_.shares.end(), [](const Share& a, const Share& b) {
      return a.owners.size() > b.owners.size();
    });
    make_edges();
    return std::move(out_);
  }

 private:
  void take(std::span<const Entry> group) {
    const std::string_view token = table_.text_of(group.front());
    Share share;
    bool has_stored = false;
    std::vector<uint32_t> owners;
    for (const Entry& entry : group) {
      // Texts whose hashes only happen to be equal stay apart.
      if (entry.form == Form::Plain && table_.text_of(entry) != token) continue;
      const uint32_t owner = owners_.of(entry.item);
      if (owners_.name(owner).empty()) continue;
      has_stored = has_stored || is_stored(entry);
      owners.push_back(owner);
      share.holders.push_back({entry.item, entry.form, entry.found});
    }
    std::sort(owners.begin(), owners.end());
    owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
    if (!has_stored || owners.size() < 2 || owners.size() > kShareOwnersMax) return;
    share.token = std::string(token);
    for (const uint32_t owner : owners) share.owners.emplace_back(owners_.name(owner));
    std::sort(share.owners.begin(), share.owners.end());
    std::stable_sort(share.holders.begin(), share.holders.end(),
                     [](const Holder& a, const Holder& b) { return a.item < b.item; });
    out_.shares.push_back(std::move(share));
  }

  void mark_constants() {
    const Observers observers(items_);
    for (Share& share : out_.shares) {
      size_t others = 0;
      size_t same = 0;
      for (const Holder& holder : share.holders) {
        for (const std::string_view other : observers.others(items_[holder.item])) {
          ++others;
          if (other.find(share.token) != std::string_view::npos) ++same;
        }
      }
      share.same_in_other_browser = others > 0 && same == others;
    }
  }

  void make_edges() {
    std::map<std::pair<std::string_view, std::string_view>, std::vector<size_t>> edges;
    for (size_t i = 0; i < out_.shares.size(); ++i) {
      if (out_.shares[i].same_in_other_browser) continue;
      const auto& owners = out_.shares[i].owners;
      for (size_t a = 0; a < owners.size(); ++a)
        for (size_t b = a + 1; b < owners.size(); ++b) {
          const std::pair<std::string_view, std::string_view> ends(owners[a], owners[b]);
          const auto found = edges.find(ends);
          if (found != edges.end())
            found->second.push_back(i);
          else if (edges.size() < kEdgesMax)
            edges[ends] = {i};
          else
            out_.cut = true;
        }
    }
    for (auto& [ends, shares] : edges) {
      const std::string evidence = evidence_for(ends.first, ends.second, out_.shares[shares[0]]);
      out_.edges.push_back(
          {std::string(ends.first), std::string(ends.second), std::move(shares), evidence});
    }
    std::stable_sort(
        out_.edges.begin(), out_.edges.end(),
        [](const ShareEdge& a, const ShareEdge& b) { return a.shares.size() > b.shares.size(); });
  }

  // "Criteo has k7f2… in the cookie "uid" of criteo.com; example.org has it as its MD5 in …"
  std::string evidence_for(std::string_view from, std::string_view to, const Share& share) const {
    return fmt::format("{} has {} {}; {} has it {}.", from, shortened(share.token),
                       place_of(from, share), to, place_of(to, share));
  }

  std::string place_of(std::string_view owner, const Share& share) const {
    for (const Holder& holder : share.holders) {
      if (owners_.name(owners_.of(holder.item)) != owner) continue;
      const std::string place = place_in_words(items_[holder.item], holder.found);
      if (holder.form == Form::Plain) return place;
      return fmt::format("{} {}", name_of(holder.form), place);
    }
    return "nowhere";
  }

  std::span<const Item> items_;
  Owners owners_;
  TokenTable table_;
  SyncGraph out_;
};

}  // namespace

std::string_view name_of(Form form) {
  constexpr std::array<std::string_view, 4> kNames = {"as it is", "as its MD5", "as its SHA-1",
                                                      "as its SHA-256"};
  return kNames[static_cast<size_t>(form)];
}

SyncGraph find_shares(std::span<const Item> items) { return Graph(items).find(); }

}  // namespace glassjar::cookies

// What stays and what goes: the one rule that preview, erasing and log share.
#pragma once

#include <set>
#include <span>
#include <string>

#include "cookies/item.h"
#include "dump/keep_list.h"

namespace glassjar::dump {

// Whether to forget which sites are to be reached over HTTPS only. Forgetting them all would reopen
// downgrade attacks, so only patterns that encode an identifier go by themselves.
enum class Hsts { OnlySupercookies, All };

class KeepRule {
 public:
  KeepRule(KeepList list, Hsts hsts, std::set<std::string, std::less<>> supercookie_sites);
  // Finds the HSTS supercookies (cookies/supercookie.h) among `items`, a whole scan.
  static KeepRule for_items(KeepList list, Hsts hsts, std::span<const cookies::Item> items);

  // A partitioned item belongs to its top-level site; a kept site keeps every store.
  bool keeps(const cookies::Item& item) const;

  const KeepList& list() const { return list_; }
  Hsts hsts() const { return hsts_; }
  const std::set<std::string, std::less<>>& supercookie_sites() const { return supercookies_; }

 private:
  KeepList list_;
  Hsts hsts_;
  std::set<std::string, std::less<>> supercookies_;
};

}  // namespace glassjar::dump

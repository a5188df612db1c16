// The layout of an index: one block of bytes, the same in memory and in its file, so that a file is
// mapped and used as it is. Integers are little-endian; each section begins at a multiple of eight.
//
//   Header, then the sections in the order of the header's members:
//   lists     where the rules are from
//   rules     one record each, in the order of their lists
//   postings  runs of rule numbers; the last of a run has kEndOfRun
//   domains   for rules limited to pages: included + (excluded << 32), then as many sorted keys
//   hosts     } open-addressing tables: the tag of a key -> the run of rules filed under it;
//   tokens    } a slot with `first` of kNone is empty
//   sources   }
//   strings   texts of rules, patterns, names
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "filters/filter_list.h"
#include "filters/keys.h"
#include "filters/rule.h"

namespace glassjar::filters::format {

static_assert(std::endian::native == std::endian::little, "the index is little-endian");

// Raised with every change of the layout, of the keys, or of how rules are read.
constexpr uint32_t kVersion = 1;
constexpr std::array<char, 8> kMagic = {'G', 'J', 'F', 'I', 'L', 'T', 'E', 'R'};
constexpr uint32_t kNone = 0xffffffff;
constexpr uint32_t kEndOfRun = 0x80000000;
constexpr uint32_t kListsMax = 64;
constexpr uint32_t kRegexesMax = 4096;
static_assert(kRulesMax < kEndOfRun);

struct Section {
  uint64_t at = 0;     // bytes from the start of the index
  uint64_t count = 0;  // elements
};

struct Header {
  std::array<char, 8> magic = kMagic;
  uint32_t version = kVersion;
  uint32_t everywhere = kNone;  // the run of rules without a key
  uint64_t bytes = 0;           // of the whole index
  uint64_t checksum = 0;        // index_checksum(), in index_view.h
  Section lists, rules, postings, domains, hosts, tokens, sources, strings;
};

struct Text {
  uint32_t at = 0;  // into strings
  uint32_t bytes = 0;
};

struct ListRecord {
  Text name;
  Stamp stamp;
  uint32_t rules = 0;
  std::array<uint32_t, 4> skipped{};
  uint32_t padding = 0;
};

enum Flag : uint8_t { kException = 1, kImportant = 2, kMatchCase = 4, kEndAnchor = 8 };

struct RuleRecord {
  Text text;
  uint32_t pattern_at = 0;
  uint32_t domains_at = kNone;  // into domains
  uint16_t pattern_bytes = 0;
  TypeSet types = 0;
  uint8_t list = 0;
  uint8_t flags = 0;
  Form form = Form::Glob;
  Anchor anchor = Anchor::None;
  Party party = Party::Any;
  std::array<uint8_t, 3> padding{};
};

struct Slot {
  uint32_t tag = 0;
  uint32_t first = kNone;  // into postings
};

static_assert(sizeof(Header) == 160 && std::is_trivially_copyable_v<Header>);
static_assert(sizeof(ListRecord) == 56 && std::is_trivially_copyable_v<ListRecord>);
static_assert(sizeof(RuleRecord) == 28 && std::is_trivially_copyable_v<RuleRecord>);
static_assert(sizeof(Slot) == 8 && std::is_trivially_copyable_v<Slot>);

// What a table keeps of a key, and where the search for it begins. Keys with the same tag share
// one run: each rule is held against the request anyway.
constexpr uint32_t tag_of(Key key) { return static_cast<uint32_t>(key >> 32); }

}  // namespace glassjar::filters::format

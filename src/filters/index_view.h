// Typed views of the sections of an index, after everything in it has been checked.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "filters/index_format.h"

namespace glassjar::filters {

// Of the whole index: `header`, whatever its own checksum says, and what follows it in `bytes`.
uint64_t index_checksum(format::Header header, std::string_view bytes);

struct IndexView {
  std::span<const format::ListRecord> lists;
  std::span<const format::RuleRecord> rules;
  std::span<const uint32_t> postings;
  std::span<const Key> domains;
  std::span<const format::Slot> hosts;
  std::span<const format::Slot> tokens;
  std::span<const format::Slot> sources;
  std::string_view strings;
  uint32_t everywhere = format::kNone;

  // Checks magic, version, size, checksum, and that every offset and number points inside, so that
  // nothing needs a check later. `bytes` begins at a multiple of eight and outlives the view.
  // DataLoss says what is wrong.
  static Result<IndexView> open(std::string_view bytes);

  std::string_view text_of(const format::RuleRecord& rule) const {
    return strings.substr(rule.text.at, rule.text.bytes);
  }
  std::string_view pattern_of(const format::RuleRecord& rule) const {
    return strings.substr(rule.pattern_at, rule.pattern_bytes);
  }
};

}  // namespace glassjar::filters

// Checks an index as hostile input: its checksum finds damage, the rest finds what somebody wrote.
#include "filters/index_view.h"

#include <algorithm>
#include <cstring>

#include "filters/checksum.h"

namespace glassjar::filters {
namespace {

using namespace format;

unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorCode::DataLoss, "open filter index: {}", what);
}

template <class T>
bool take(std::string_view bytes, const Section& section, std::span<const T>& out) {
  if (section.at % alignof(uint64_t) != 0 || section.at > bytes.size()) return false;
  if (section.count > (bytes.size() - section.at) / sizeof(T)) return false;
  out = {reinterpret_cast<const T*>(bytes.data() + section.at), section.count};
  return true;
}

bool take_sections(std::string_view bytes, const Header& header, IndexView& view) {
  std::span<const char> strings;
  const bool taken =
      take(bytes, header.lists, view.lists) && take(bytes, header.rules, view.rules) &&
      take(bytes, header.postings, view.postings) && take(bytes, header.domains, view.domains) &&
      take(bytes, header.hosts, view.hosts) && take(bytes, header.tokens, view.tokens) &&
      take(bytes, header.sources, view.sources) && take(bytes, header.strings, strings);
  view.strings = {strings.data(), strings.size()};
  view.everywhere = header.everywhere;
  return taken;
}

bool is_inside(const IndexView& view, uint64_t at, uint64_t bytes) {
  return at <= view.strings.size() && bytes <= view.strings.size() - at;
}

bool domains_are_inside(const IndexView& view, uint32_t at) {
  if (at == kNone) return true;
  if (at >= view.domains.size()) return false;
  const uint64_t keys = (view.domains[at] & 0xffffffff) + (view.domains[at] >> 32);
  return keys <= view.domains.size() - at - 1;
}

bool is_sound(const IndexView& view, const RuleRecord& rule) {
  return is_inside(view, rule.text.at, rule.text.bytes) &&
         is_inside(view, rule.pattern_at, rule.pattern_bytes) &&
         domains_are_inside(view, rule.domains_at) && rule.list < view.lists.size() &&
         rule.form <= Form::Regex && rule.anchor <= Anchor::Host && rule.party <= Party::Third;
}

bool is_sound(const IndexView& view, std::span<const Slot> table) {
  if (!std::has_single_bit(table.size())) return false;
  bool has_empty = false;
  for (const Slot& slot : table) {
    if (slot.first != kNone && slot.first >= view.postings.size()) return false;
    has_empty = has_empty || slot.first == kNone;
  }
  return has_empty;  // else a search for what is not there would not end
}

// Every run must end, and inside.
bool postings_are_sound(const IndexView& view) {
  for (const uint32_t posting : view.postings)
    if ((posting & ~kEndOfRun) >= view.rules.size()) return false;
  if (!view.postings.empty() && (view.postings.back() & kEndOfRun) == 0) return false;
  return view.everywhere == kNone || view.everywhere < view.postings.size();
}

}  // namespace

uint64_t index_checksum(Header header, std::string_view bytes) {
  header.checksum = checksum(bytes.substr(sizeof header));
  return checksum({reinterpret_cast<const char*>(&header), sizeof header});
}

Result<IndexView> IndexView::open(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof header) return damaged("too short");
  CHECK(reinterpret_cast<uintptr_t>(bytes.data()) % alignof(uint64_t) == 0);
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) return damaged("not a filter index");
  if (header.version != kVersion) return damaged("of another version");
  if (header.bytes != bytes.size()) return damaged("not of the size that it states");
  if (header.checksum != index_checksum(header, bytes)) return damaged("checksum differs");
  IndexView view;
  if (!take_sections(bytes, header, view)) return damaged("a section lies outside");
  if (view.lists.size() > kListsMax || view.rules.size() > kRulesMax) return damaged("too large");
  for (const ListRecord& list : view.lists)
    if (!is_inside(view, list.name.at, list.name.bytes)) return damaged("a name lies outside");
  size_t regexes = 0;
  for (const RuleRecord& rule : view.rules) {
    if (!is_sound(view, rule)) return damaged("a rule points outside");
    regexes += rule.form == Form::Regex;
  }
  if (regexes > kRegexesMax) return damaged("too many regular expressions");
  if (!postings_are_sound(view)) return damaged("a run of rules points outside");
  for (const auto& table : {view.hosts, view.tokens, view.sources})
    if (!is_sound(view, table)) return damaged("a table points outside");
  return view;
}

}  // namespace glassjar::filters

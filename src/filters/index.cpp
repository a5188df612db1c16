// Looks at the rules filed under the keys of a request, and decides.
#include "filters/index.h"

#include <algorithm>

#include "base/check.h"
#include "filters/index_builder.h"
#include "filters/pattern.h"

namespace glassjar::filters {

using namespace format;

// The first matching rule of each kind.
struct Index::Found {
  uint32_t block = kNone;
  uint32_t important = kNone;
  uint32_t exception = kNone;

  uint32_t& of(const RuleRecord& rule) {
    if ((rule.flags & kException) != 0) return exception;
    return (rule.flags & kImportant) != 0 ? important : block;
  }
};

namespace {

// One type must be among the rule's; several stand for RequestType::Any.
bool types_match(const RuleRecord& rule, TypeSet wanted) {
  const TypeSet common = rule.types & wanted;
  const bool names_a_tracker = rule.form == Form::Host && (rule.flags & kException) == 0;
  return names_a_tracker ? common != 0 : common == wanted;
}

}  // namespace

Index::Index(IndexBytes bytes, IndexView view) : bytes_(std::move(bytes)), view_(view) {
  for (uint32_t id = 0; id < view_.rules.size(); ++id) {
    const RuleRecord& rule = view_.rules[id];
    if (rule.form == Form::Regex)
      regexes_.add(id, view_.pattern_of(rule), (rule.flags & kMatchCase) != 0);
  }
}

Index Index::build(std::span<const FilterList> lists) {
  auto index = open(IndexBytes(build_index(lists)));
  CHECK(index.has_value());
  return std::move(*index);
}

Result<Index> Index::open(IndexBytes bytes) {
  const IndexView view = TRY(IndexView::open(bytes.view()));
  return Index(std::move(bytes), view);
}

Verdict Index::match(const RequestKeys& request) const {
  Found found;
  for (const Key key : request.hosts()) look_up(view_.hosts, key, request, found);
  for (const Key key : request.tokens()) look_up(view_.tokens, key, request, found);
  for (const Key key : request.sources()) look_up(view_.sources, key, request, found);
  if (view_.everywhere != kNone) look_at_run(view_.everywhere, request, found);

  Verdict verdict;
  const uint32_t blocking = found.important != kNone ? found.important : found.block;
  if (blocking == kNone) return verdict;
  verdict.rule = view_.text_of(view_.rules[blocking]);
  verdict.list = list_name(view_.rules[blocking]);
  verdict.blocked = found.exception == kNone || found.important != kNone;
  if (verdict.blocked) return verdict;
  verdict.exception = view_.text_of(view_.rules[found.exception]);
  verdict.exception_list = list_name(view_.rules[found.exception]);
  return verdict;
}

void Index::look_up(std::span<const Slot> table, Key key, const RequestKeys& request,
                    Found& found) const {
  const uint32_t tag = tag_of(key);
  const size_t mask = table.size() - 1;
  for (size_t at = tag & mask; table[at].first != kNone; at = (at + 1) & mask)
    if (table[at].tag == tag) return look_at_run(table[at].first, request, found);
}

void Index::look_at_run(uint32_t first, const RequestKeys& request, Found& found) const {
  for (size_t at = first;; ++at) {
    const uint32_t id = view_.postings[at] & ~kEndOfRun;
    uint32_t& place = found.of(view_.rules[id]);
    if (place == kNone && matches(id, request)) place = id;
    if ((view_.postings[at] & kEndOfRun) != 0) return;
  }
}

bool Index::matches(uint32_t id, const RequestKeys& request) const {
  const RuleRecord& rule = view_.rules[id];
  if (!types_match(rule, request.types())) return false;
  if (rule.party != Party::Any && (rule.party == Party::Third) != request.third_party())
    return false;
  return page_matches(rule, request) && pattern_matches(id, request);
}

bool Index::pattern_matches(uint32_t id, const RequestKeys& request) const {
  const RuleRecord& rule = view_.rules[id];
  const std::string_view pattern = view_.pattern_of(rule);
  if (rule.form == Form::Host) return host_is_within(request.host(), pattern);
  if (rule.form == Form::Regex) return regexes_.search(id, request.url());
  const Glob glob{pattern, rule.anchor, (rule.flags & kEndAnchor) != 0};
  const bool match_case = (rule.flags & kMatchCase) != 0;
  return filters::matches(glob, match_case ? request.url() : request.lower_url(),
                          request.host_range());
}

// The most specific of the rule's domains that the page lies in decides.
bool Index::page_matches(const RuleRecord& rule, const RequestKeys& request) const {
  if (rule.domains_at == kNone) return true;
  const uint64_t counts = view_.domains[rule.domains_at];
  const auto included = view_.domains.subspan(rule.domains_at + 1, counts & 0xffffffff);
  const auto excluded = view_.domains.subspan(rule.domains_at + 1 + included.size(), counts >> 32);
  for (const Key key : request.sources()) {
    if (std::binary_search(excluded.begin(), excluded.end(), key)) return false;
    if (std::binary_search(included.begin(), included.end(), key)) return true;
  }
  return included.empty();
}

std::string_view Index::list_name(const RuleRecord& rule) const {
  const Text& name = view_.lists[rule.list].name;
  return view_.strings.substr(name.at, name.bytes);
}

std::vector<ListInfo> Index::lists() const {
  std::vector<ListInfo> infos;
  for (const ListRecord& list : view_.lists)
    infos.push_back({view_.strings.substr(list.name.at, list.name.bytes), list.stamp, list.rules,
                     list.skipped});
  return infos;
}

}  // namespace glassjar::filters

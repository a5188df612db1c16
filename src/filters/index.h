// Index: which rule of the lists blocks a request, and which exception lifts that.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "filters/filter_list.h"
#include "filters/index_bytes.h"
#include "filters/index_view.h"
#include "filters/keys.h"
#include "filters/regexes.h"
#include "filters/request.h"

namespace glassjar::filters {

// A verdict shows its reason. The views live as long as the index.
struct Verdict {
  bool blocked = false;
  std::string_view rule;  // its text as in the list; also when an exception lifted it
  std::string_view list;
  std::string_view exception;  // the rule that lifted it
  std::string_view exception_list;
};

// A list as the index knows it.
struct ListInfo {
  std::string_view name;
  Stamp stamp;
  uint32_t rules = 0;
  std::span<const uint32_t> skipped;  // by Skipped
};

class Index {
 public:
  // For text at hand; nothing is stored. The lists are not needed afterwards.
  static Index build(std::span<const FilterList> lists);
  // DataLoss when the bytes are damaged, of another version, or never were an index.
  static Result<Index> open(IndexBytes bytes);

  // Any thread.
  Verdict match(const Request& request) const { return match(RequestKeys(request)); }
  // For asking several indexes about one request.
  Verdict match(const RequestKeys& request) const;

  std::vector<ListInfo> lists() const;
  size_t rule_count() const { return view_.rules.size(); }
  // What build() made or open() was given: writing it to a file is all there is to storing.
  std::string_view bytes() const { return bytes_.view(); }

 private:
  struct Found;

  Index(IndexBytes bytes, IndexView view);
  void look_up(std::span<const format::Slot> table, Key key, const RequestKeys& request,
               Found& found) const;
  void look_at_run(uint32_t first, const RequestKeys& request, Found& found) const;
  bool matches(uint32_t id, const RequestKeys& request) const;
  bool pattern_matches(uint32_t id, const RequestKeys& request) const;
  bool page_matches(const format::RuleRecord& rule, const RequestKeys& request) const;
  std::string_view list_name(const format::RuleRecord& rule) const;

  IndexBytes bytes_;
  IndexView view_;
  Regexes regexes_;
};

}  // namespace glassjar::filters

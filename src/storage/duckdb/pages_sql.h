// The SQL that rolls a day's rows up by page: all totals that a breakdown by page needs.
//
// Exact over any days: an anonymous visitor's id lives for one day, so those add up, and a
// remembered visitor has a row of its own for each page and day, so those are counted apart.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/ids.h"

namespace glassjar::storage::duckdb {

// "site, day, path, visitor, ..." in the order of the table `pages`. Rows with visitor 0 have a
// page's totals, named as in totals.h; the others a remembered visitor and no totals.
std::string page_columns();

// Which totals are computed: of event rows, of visits, of reading time, of scroll depth.
struct PageParts {
  bool events = true;
  bool visits = true;
  bool reading = true;
  bool scrolling = true;
};

// SELECT page_columns() of those days, from the file's events; the totals of parts that are left
// out are NULL.
std::string folded_pages(std::string_view alias, model::SiteId site, std::span<const int> days,
                         const PageParts& parts = {});

}  // namespace glassjar::storage::duckdb

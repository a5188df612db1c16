// Conditions in DuckDB's functions. Its regular expressions are RE2, and so is the folding of case.
#include "storage/duckdb/filter_sql.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "storage/duckdb/sql_text.h"

namespace glassjar::storage::duckdb {
namespace {

using model::Dimension;

// The column, named alike in `events` and `visits` where both have it.
std::string_view column_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::Page:
      return "path";
    case Dimension::EventName:
      return "name";
    case Dimension::Hostname:
      return "hostname";
    case Dimension::EntryPage:
      return "entry_page";
    case Dimension::ExitPage:
      return "exit_page";
    case Dimension::Source:
      return "source";
    case Dimension::Referrer:
      return "referrer";
    case Dimension::Channel:
      return "channel";
    case Dimension::UtmSource:
      return "utm_source";
    case Dimension::UtmMedium:
      return "utm_medium";
    case Dimension::UtmCampaign:
      return "utm_campaign";
    case Dimension::UtmContent:
      return "utm_content";
    case Dimension::UtmTerm:
      return "utm_term";
    case Dimension::Country:
      return "country";
    case Dimension::Device:
      return "device";
    case Dimension::Browser:
      return "browser";
    case Dimension::BrowserVersion:
      return "browser_version";
    case Dimension::Os:
      return "os";
    case Dimension::OsVersion:
      return "os_version";
    case Dimension::TimeHour:
    case Dimension::TimeDay:
    case Dimension::TimeWeek:
    case Dimension::TimeMonth:
      break;
  }
  CHECK(false);  // times are grouped by, never compared with
}

// Options: c or i for the case, l for a literal pattern, s so that a dot means any character.
std::string one_value(const std::string& text, const Condition& condition,
                      const std::string& value) {
  const char fold = condition.case_sensitive ? 'c' : 'i';
  switch (condition.op) {
    case Condition::Operator::Is:
      if (condition.case_sensitive) return fmt::format("{}={}", text, literal(value));
      return fmt::format("regexp_full_match({}, {}, 'il')", text, literal(value));
    case Condition::Operator::Contains:
      if (condition.case_sensitive) return fmt::format("contains({}, {})", text, literal(value));
      return fmt::format("regexp_matches({}, {}, 'il')", text, literal(value));
    case Condition::Operator::Matches:
      return fmt::format("regexp_matches({}, {}, '{}s')", text, literal(value), fold);
  }
  CHECK(false);
}

std::string leaf_sql(const Condition& condition, Reads reads) {
  if (condition.values.empty()) return condition.negated ? "true" : "false";
  const std::string text = text_sql(condition.dimension, reads);
  const std::string any =
      condition.op == Condition::Operator::Is && condition.case_sensitive
          ? fmt::format("{} IN ({})", text, listed(condition.values, literal))
          : listed(
                condition.values,
                [&](const std::string& value) { return one_value(text, condition, value); },
                " OR ");
  return fmt::format("{}({})", condition.negated ? "NOT " : "", any);
}

std::string joined(const Filter& filter, Reads reads, std::string_view separator,
                   std::string_view of_nothing) {
  if (filter.children.empty()) return std::string(of_nothing);
  return "(" +
         listed(
             filter.children, [&](const Filter& child) { return filter_sql(child, reads); },
             separator) +
         ")";
}

}  // namespace

std::string text_sql(Dimension dimension, Reads reads) {
  if (reads == Reads::Visits) {
    CHECK(!is_of_event(dimension));
    return fmt::format("v.{}", column_of(dimension));
  }
  if (is_page(dimension) && reads == Reads::RowsByEntry) dimension = Dimension::EntryPage;
  // A row without a visit has neither an entry nor an exit page.
  if (is_entry_or_exit(dimension)) return fmt::format("coalesce(v.{}, '')", column_of(dimension));
  return fmt::format("e.{}", column_of(dimension));
}

std::string filter_sql(const Filter& filter, Reads reads) {
  switch (filter.kind) {
    case Filter::Kind::All:
      return joined(filter, reads, " AND ", "true");
    case Filter::Kind::Any:
      return joined(filter, reads, " OR ", "false");
    case Filter::Kind::Not:
      return "NOT " + filter_sql(filter.children.front(), reads);
    case Filter::Kind::Leaf:
      return leaf_sql(filter.condition, reads);
  }
  CHECK(false);
}

bool any_leaf(const Filter& filter, bool (*wanted)(Dimension)) {
  if (filter.kind == Filter::Kind::Leaf) return wanted(filter.condition.dimension);
  return std::any_of(filter.children.begin(), filter.children.end(),
                     [&](const Filter& child) { return any_leaf(child, wanted); });
}

}  // namespace glassjar::storage::duckdb

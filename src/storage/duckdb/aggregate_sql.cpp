// The parts of the statement and their union.
#include "storage/duckdb/aggregate_sql.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/check.h"
#include "storage/duckdb/filter_sql.h"
#include "storage/duckdb/pages_sql.h"
#include "storage/duckdb/sql_text.h"
#include "storage/duckdb/time_sql.h"
#include "storage/duckdb/totals.h"
#include "storage/duckdb/visits_sql.h"

namespace glassjar::storage::duckdb {
namespace {

using model::Dimension;
using model::Metric;

constexpr TimeColumns kTimeOfRow{"e.ts", "e.utc_offset", "e.day"};
constexpr TimeColumns kTimeOfVisit{"v.first_ts", "v.utc_offset", "v.day"};

bool has(const std::vector<Metric>& metrics, std::initializer_list<Metric> wanted) {
  return std::any_of(metrics.begin(), metrics.end(), [&](Metric metric) {
    return std::find(wanted.begin(), wanted.end(), metric) != wanted.end();
  });
}

bool wants_events(const Aggregate& q) {
  return has(q.metrics, {Metric::Visitors, Metric::Pageviews, Metric::Events, Metric::ExitRate,
                         Metric::EventsWithoutId});
}

bool wants_visits(const Aggregate& q) {
  return has(q.metrics, {Metric::Visits, Metric::ViewsPerVisit, Metric::BounceRate,
                         Metric::VisitDuration, Metric::ExitRate});
}

constexpr bool is_day_or_longer(Dimension d) { return is_time(d) && d != Dimension::TimeHour; }

bool has_dimension(const Aggregate& q, bool (*wanted)(Dimension)) {
  return std::any_of(q.dimensions.begin(), q.dimensions.end(), wanted);
}

class Statement {
 public:
  Statement(const Aggregate& question, const QuestionScope& scope)
      : q_(question), scope_(scope), wanted_(question.metrics) {}

  std::string build() const {
    std::vector<std::string> parts;
    if (is_about_visits(q_, scope_)) {
      parts.push_back(part_of_units());
    } else if (is_about_pages()) {
      parts.push_back(part_of_pages());
    } else {
      if (wants_events(q_)) parts.push_back(part_of_events());
      if (wants_visits(q_)) parts.push_back(part_of_visits());
      if (has(q_.metrics, {Metric::TimeOnPage})) parts.push_back(part_of_reading());
      if (has(q_.metrics, {Metric::ScrollDepth})) parts.push_back(part_of_scrolling());
    }
    return page_of(
        listed(parts, [](const std::string& part) { return part; }, " UNION ALL BY NAME "));
  }

 private:
  // ---- what the parts read

  // Rows of the scope's days, only those in the range unless `whole_days`.
  std::string rows(bool whole_days) const {
    const std::string range = whole_days || scope_.whole_visits ? "" : " AND " + in_range("ts");
    return listed(
        scope_.files,
        [&](const QuestionScope::File& file) {
          return fmt::format("SELECT * FROM {}.events WHERE site={} AND {}{}{}", file.alias,
                             model::number(q_.site), day_condition(file.days), range, allowed());
        },
        " UNION ALL ");
  }

  // All visits of the scope's days: built ones from their table, the others folded now.
  std::string visits() const {
    return united("visits", visit_columns(), "visit<>0 AND ", [&](const QuestionScope::File& file) {
      return folded_visits(file.alias, q_.site, file.open);
    });
  }

  // The same with the rows that belong to no visit, folded by their attributes.
  std::string units() const {
    return united("visits", visit_columns(), "", [&](const QuestionScope::File& file) {
      return folded_visits(file.alias, q_.site, file.open) + " UNION ALL " +
             rows_without_visit(file.alias, q_.site, file.open);
    });
  }

  // Built days from a derived table, the others folded by `fold_open`.
  template <class FoldOpen>
  std::string united(std::string_view table, const std::string& columns,
                     std::string_view built_only, FoldOpen fold_open) const {
    std::vector<std::string> sources;
    for (const QuestionScope::File& file : scope_.files) {
      if (!file.built.empty())
        sources.push_back(fmt::format("SELECT {} FROM {}.{} WHERE {}site={} AND {}", columns,
                                      file.alias, table, built_only, model::number(q_.site),
                                      day_condition(file.built)));
      if (!file.open.empty()) sources.push_back(fold_open(file));
    }
    const std::string all =
        listed(sources, [](const std::string& source) { return source; }, " UNION ALL ");
    return q_.excluded.empty() ? all : "SELECT * FROM (" + all + ") WHERE true" + allowed();
  }

  std::string in_range(std::string_view instant) const {
    return fmt::format("{0}>={1} AND {0}<{2}", instant, q_.from.time_since_epoch().count(),
                       q_.to.time_since_epoch().count());
  }

  std::string allowed() const {
    if (q_.excluded.empty()) return "";
    return fmt::format(" AND visitor NOT IN ({})",
                       listed(q_.excluded, [](model::VisitorId id) { return model::number(id); }));
  }

  // ---- groups

  // "d0, d1, " as columns of the part; `s` has the event dimensions of a visit's rows.
  template <class Text>
  std::string groups(const TimeColumns& time, Text text) const {
    std::string sql;
    for (size_t i = 0; i < q_.dimensions.size(); ++i) {
      const Dimension d = q_.dimensions[i];
      sql += fmt::format("{} AS d{}, ", is_time(d) ? bucket_sql(d, time, q_.first_day) : text(i, d),
                         i);
    }
    return sql;
  }

  std::string groups_of_rows() const {
    return groups(kTimeOfRow, [](size_t, Dimension d) { return text_sql(d, Reads::Rows); });
  }

  std::string group_names() const {
    std::string sql;
    for (size_t i = 0; i < q_.dimensions.size(); ++i) sql += fmt::format("d{}, ", i);
    return sql;
  }

  std::string group_by() const {
    if (q_.dimensions.empty()) return "";
    std::string sql = " GROUP BY ";
    for (size_t i = 0; i < q_.dimensions.size(); ++i)
      sql += fmt::format("{}d{}", i == 0 ? "" : ", ", i);
    return sql;
  }

  // The visit of each row, where the dimensions or the filter ask for it.
  std::string outer_joined_visits() const {
    if (!has_dimension(q_, is_entry_or_exit) && !any_leaf(q_.filter, is_entry_or_exit)) return "";
    return " LEFT JOIN (" + visits() + ") v ON v.visit=e.visit";
  }

  // ---- parts

  std::string part_of_units() const {
    const std::array totals = {
        Total{"visitors", "count(DISTINCT nullif(v.visitor, 0))"},
        Total{"pageviews", "sum(v.pageviews)"},
        Total{"events", "sum(v.events)"},
        Total{"events_without_id", "sum(v.events) FILTER (v.visitor=0)"},
        Total{"visits", "count(*) FILTER (v.visit<>0)"},
        Total{"visit_pageviews", "sum(v.pageviews) FILTER (v.visit<>0)"},
        Total{"bounces", "count(*) FILTER (v.visit<>0 AND v.pageviews=1 AND NOT v.interactive)"},
        Total{"bounce_base", "count(*) FILTER (v.visit<>0)"},
        Total{
            "duration_us",
            "sum(v.last_ts-v.first_ts) FILTER (v.visit<>0 AND (v.pageviews<>1 OR v.interactive))"},
        Total{"read_ms", "sum(v.engagement_ms)"},
        Total{"readers", "count(*) FILTER (v.reports>0)"},
    };
    const std::string dimensions =
        groups(kTimeOfVisit, [](size_t, Dimension d) { return text_sql(d, Reads::Visits); });
    return fmt::format("SELECT {}true AS part{} FROM ({}) v WHERE {} AND {}{}", dimensions,
                       wanted_.columns(totals), units(), filter_sql(q_.filter, Reads::Visits),
                       counted_units(), group_by());
  }

  // Units that none of the metrics is taken over make no group.
  std::string counted_units() const {
    if (wants_events(q_)) return "true";
    const std::string_view readers =
        has(q_.metrics, {Metric::TimeOnPage}) ? "v.reports>0" : "false";
    return fmt::format("({} OR {})", wants_visits(q_) ? "v.visit<>0" : "false", readers);
  }

  // A breakdown of whole days by page alone, which the roll-up answers. An erasure under way asks
  // for single rows. Open days are rolled up while they are asked: one or two cost less.
  bool is_about_pages() const {
    constexpr size_t kOpenDaysMax = 2;
    size_t open = 0;
    for (const QuestionScope::File& file : scope_.files) open += file.open.size();
    const auto other = [](Dimension d) { return !is_page(d) && !is_day_or_longer(d); };
    const auto not_page = [](Dimension d) { return !is_page(d); };
    return scope_.whole_visits && open <= kOpenDaysMax && q_.excluded.empty() &&
           has_dimension(q_, is_page) && !has_dimension(q_, other) &&
           !any_leaf(q_.filter, not_page);
  }

  // The roll-up has the parts' totals under their names; remembered visitors are counted apart.
  std::string part_of_pages() const {
    std::vector<Total> totals = {
        {"visitors", "coalesce(sum(e.visitors), 0)+count(DISTINCT nullif(e.visitor, 0))"}};
    for (const std::string_view name :
         {"pageviews", "pageviews_with_id", "events", "events_without_id", "visits",
          "visit_pageviews", "bounces", "bounce_base", "duration_us", "exits", "read_ms", "readers",
          "scrolled", "scrollers"})
      totals.push_back({name, fmt::format("sum(e.{})", name)});
    return fmt::format("SELECT {}true AS part{} FROM ({}) e WHERE {} AND {}{}", groups_of_rows(),
                       wanted_.columns(totals), pages(), counted_pages(),
                       filter_sql(q_.filter, Reads::Rows), group_by());
  }

  std::string pages() const {
    return united("pages", page_columns(), "", [&](const QuestionScope::File& file) {
      return folded_pages(file.alias, q_.site, file.open,
                          {.events = wants_events(q_),
                           .visits = wants_visits(q_),
                           .reading = has(q_.metrics, {Metric::TimeOnPage}),
                           .scrolling = has(q_.metrics, {Metric::ScrollDepth})});
    });
  }

  // Pages that none of the metrics is taken over make no group.
  std::string counted_pages() const {
    std::string sql = wants_events(q_) ? "e.events>0 OR e.visitor<>0" : "false";
    if (wants_visits(q_)) sql += " OR e.visits>0";
    if (has(q_.metrics, {Metric::TimeOnPage})) sql += " OR e.readers>0";
    if (has(q_.metrics, {Metric::ScrollDepth})) sql += " OR e.scrollers>0";
    return "(" + sql + ")";
  }

  std::string part_of_events() const {
    const std::array totals = {
        Total{"visitors", "count(DISTINCT nullif(e.visitor, 0))"},
        Total{"pageviews", "count(*) FILTER (e.kind=0)"},
        Total{"pageviews_with_id", "count(*) FILTER (e.kind=0 AND e.visitor<>0)"},
        Total{"events", "count(*)"},
        Total{"events_without_id", "count(*) FILTER (e.visitor=0)"},
    };
    return fmt::format("SELECT {}true AS part{} FROM ({}) e{} WHERE e.kind<2 AND {}{}",
                       groups_of_rows(), wanted_.columns(totals), rows(/*whole_days=*/false),
                       outer_joined_visits(), filter_sql(q_.filter, Reads::Rows), group_by());
  }

  // The visits that a row selects, once for each group of that row's event dimensions.
  std::string selected_visits() const {
    std::string dimensions;
    for (size_t i = 0; i < q_.dimensions.size(); ++i)
      if (is_of_event(q_.dimensions[i]))
        dimensions += fmt::format("{} AS p{}, ", text_sql(q_.dimensions[i], Reads::Rows), i);
    const bool by_entry = has(q_.metrics, {Metric::BounceRate}) && any_leaf(q_.filter, is_page);
    const bool joined = by_entry || any_leaf(q_.filter, is_entry_or_exit);
    return fmt::format(
        "SELECT {}e.visit, {} AS entered FROM ({}) e{} WHERE e.kind<2 AND e.visit<>0 AND {} "
        "GROUP BY ALL",
        dimensions,
        by_entry ? "bool_or(" + filter_sql(q_.filter, Reads::RowsByEntry) + ")" : "true",
        rows(/*whole_days=*/true), joined ? " JOIN (" + visits() + ") v ON v.visit=e.visit" : "",
        filter_sql(q_.filter, Reads::Rows));
  }

  std::string part_of_visits() const {
    std::string entered = "s.entered";
    std::string exited = "false";
    for (size_t i = 0; i < q_.dimensions.size(); ++i) {
      if (!is_page(q_.dimensions[i])) continue;
      entered += fmt::format(" AND v.entry_page=s.p{}", i);
      exited = fmt::format("v.exit_page=s.p{}", i);
    }
    const std::array totals = {
        Total{"visits", "count(*)"},
        Total{"visit_pageviews", "sum(v.pageviews)"},
        Total{"bounces",
              fmt::format("count(*) FILTER ({} AND v.pageviews=1 AND NOT v.interactive)", entered)},
        Total{"bounce_base", fmt::format("count(*) FILTER ({})", entered)},
        Total{"duration_us", "sum(v.last_ts-v.first_ts) FILTER (v.pageviews<>1 OR v.interactive)"},
        Total{"exits", fmt::format("count(*) FILTER ({})", exited)},
    };
    const std::string dimensions = groups(kTimeOfVisit, [](size_t i, Dimension d) {
      return is_of_event(d) ? fmt::format("s.p{}", i) : text_sql(d, Reads::Visits);
    });
    return fmt::format(
        "SELECT {}true AS part{} FROM ({}) s JOIN ({}) v ON v.visit=s.visit WHERE {}{}", dimensions,
        wanted_.columns(totals), selected_visits(), visits(), in_range("v.first_ts"), group_by());
  }

  // Grouping by visit first counts the readers without a set for each group.
  std::string part_of_reading() const {
    const std::array totals = {
        Total{"read_ms", "sum(ms)"},
        Total{"readers", "count(*)"},
    };
    return fmt::format(
        "SELECT {}true AS part{} FROM (SELECT {}e.visit, sum(e.engagement_ms) AS ms FROM ({}) e{} "
        "WHERE e.kind<>1 AND e.visit IN (SELECT visit FROM ({}) WHERE reports>0) AND {} "
        "GROUP BY ALL){}",
        group_names(), wanted_.columns(totals), groups_of_rows(), rows(/*whole_days=*/false),
        outer_joined_visits(), visits(), filter_sql(q_.filter, Reads::Rows), group_by());
  }

  std::string part_of_scrolling() const {
    const std::array totals = {
        Total{"scrolled", "sum(deepest)"},
        Total{"scrollers", "count(*)"},
    };
    return fmt::format(
        "SELECT {}true AS part{} FROM (SELECT {}e.visit, e.path, max(e.scroll_depth) AS deepest "
        "FROM ({}) e{} WHERE e.kind=2 AND e.visit<>0 AND e.scroll_depth<>{} AND {} "
        "GROUP BY ALL){}",
        group_names(), wanted_.columns(totals), groups_of_rows(), rows(/*whole_days=*/false),
        outer_joined_visits(), model::kNoScrollDepth, filter_sql(q_.filter, Reads::Rows),
        group_by());
  }

  // ---- the answer

  std::string sorting() const {
    std::string sql;
    for (const Order& order : q_.order)
      sql += fmt::format("{}{} {} NULLS LAST, ", order.by == Order::By::Metric ? 'm' : 't',
                         order.index, order.descending ? "DESC" : "ASC");
    for (size_t i = 0; i < q_.dimensions.size(); ++i) sql += fmt::format("t{}, ", i);
    return "ORDER BY " + sql + "present";
  }

  // Texts and metrics from summed totals.
  std::string answer_columns() const {
    std::string sql;
    for (size_t i = 0; i < q_.dimensions.size(); ++i) {
      const Dimension d = q_.dimensions[i];
      const std::string group = fmt::format("d{}", i);
      sql += fmt::format(", {} AS t{}", is_time(d) ? bucket_text_sql(d, group) : group, i);
    }
    for (size_t i = 0; i < q_.metrics.size(); ++i)
      sql += fmt::format(", {} AS m{}", metric_sql(q_.metrics[i]), i);
    return "true AS present" + sql;
  }

  std::string page_of(const std::string& parts) const {
    const std::string totals = fmt::format("SELECT {}count(*) AS parts{} FROM ({}){}",
                                           group_names(), wanted_.sums(), parts, group_by());
    return fmt::format(
        "WITH answer AS MATERIALIZED (SELECT {} FROM ({})) "
        "SELECT (SELECT count(*) FROM answer)::UBIGINT AS n, p.* FROM (SELECT 1) "
        "LEFT JOIN (SELECT * FROM answer {} LIMIT {} OFFSET {}) p ON true {}",
        answer_columns(), totals, sorting(), q_.limit, q_.offset, sorting());
  }

  const Aggregate& q_;
  const QuestionScope& scope_;
  const WantedTotals wanted_;
};

}  // namespace

bool is_about_visits(const Aggregate& question, const QuestionScope& scope) {
  const auto by_hour = [](Dimension d) { return d == Dimension::TimeHour; };
  return scope.whole_visits && !has_dimension(question, model::is_of_event) &&
         !has_dimension(question, by_hour) && !any_leaf(question.filter, model::is_of_event) &&
         !has(question.metrics, {Metric::ScrollDepth, Metric::ExitRate});
}

std::string aggregate_sql(const Aggregate& question, const QuestionScope& scope) {
  CHECK(!scope.files.empty() && !question.metrics.empty());
  return Statement(question, scope).build();
}

}  // namespace glassjar::storage::duckdb

// Printing of answers.
//
// Not by Boost.JSON, which writes 1.5 as 1.5E0.
#include "query/answer_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "query/filter_json.h"
#include "query/json_field.h"
#include "query/time_labels.h"

namespace glassjar::query {
namespace {

template <class Each, class Print>
std::string list(const std::vector<Each>& all, Print print) {
  std::string text = "[";
  for (const Each& each : all) {
    if (text.size() > 1) text += ",";
    text += print(each);
  }
  return text + "]";
}

std::string print_number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "null";
}

std::string print_row(const ResultRow& row) {
  std::string text = fmt::format("{{\"dimensions\":{},\"metrics\":{}", list(row.dimensions, quoted),
                                 list(row.values, print_number));
  if (row.compared)
    text += fmt::format(",\"comparison\":{{\"dimensions\":{},\"metrics\":{},\"change\":{}}}",
                        list(row.compared->dimensions, quoted),
                        list(row.compared->values, print_number),
                        list(row.compared->changes, print_number));
  return text + "}";
}

// "2026-11-21T00:00:00+01:00", as the site's clocks showed it.
std::string print_instant(TimePoint time, const model::Zone& zone) {
  const minutes offset = zone.offset_at(time);
  std::string text = to_iso(time + offset);
  text.pop_back();  // the Z
  const minutes distance = offset < minutes(0) ? -offset : offset;
  return fmt::format("{}{}{:02}:{:02}", text, offset < minutes(0) ? '-' : '+',
                     distance.count() / 60, distance.count() % 60);
}

// The last second is included, as in the question.
std::string print_span(const Span& span, const model::Zone& zone) {
  return fmt::format("[\"{}\",\"{}\"]", print_instant(span.from, zone),
                     print_instant(std::max(span.from, span.to - seconds(1)), zone));
}

std::string print_order(const Question& question) {
  return list(question.order, [&](const storage::Order& order) {
    const std::string_view word = order.by == storage::Order::By::Metric
                                      ? name(question.columns[order.index])
                                      : model::name(question.dimensions[order.index]);
    return fmt::format("[\"{}\",\"{}\"]", word, order.descending ? "desc" : "asc");
  });
}

std::string print_include(const Plan& plan, const model::Zone& zone) {
  std::vector<std::string> members;
  if (plan.question.time_labels) members.emplace_back("\"time_labels\":true");
  if (plan.question.total_rows) members.emplace_back("\"total_rows\":true");
  if (plan.comparison_span)
    members.push_back(fmt::format("\"comparisons\":{{\"date_range\":{}}}",
                                  print_span(*plan.comparison_span, zone)));
  return fmt::format("{{{}}}", fmt::join(members, ","));
}

// The question in its normal form: with all defaults, and what relative words stand for.
std::string print_question(const Plan& plan, const model::Zone& zone) {
  const Question& question = plan.question;
  const auto print_name = [](const auto& each) { return quoted(name(each)); };
  return fmt::format(
      "{{\"site_id\":{},\"metrics\":{},\"date_range\":{},\"filters\":{},\"dimensions\":{},"
      "\"order_by\":{},\"include\":{},\"pagination\":{{\"limit\":{},\"offset\":{}}}}}",
      quoted(question.site), list(question.columns, print_name), print_span(plan.span, zone),
      print_filters(question.filter), list(question.dimensions, print_name), print_order(question),
      print_include(plan, zone), question.limit, question.offset);
}

Result<std::string> print_meta(const Plan& plan, const ResultRows& rows, const model::Zone& zone,
                               uint32_t floor) {
  const std::string hidden = fmt::format("\"fewer than {} visitors\"", floor);
  if (rows.suppressed) return fmt::format("{{\"suppressed\":{}}}", hidden);
  std::vector<std::string> members;
  if (rows.comparison_suppressed) members.push_back("\"comparison_suppressed\":" + hidden);
  const auto& dimensions = plan.question.dimensions;
  const auto time = std::find_if(dimensions.begin(), dimensions.end(), model::is_time);
  if (plan.question.time_labels)
    members.push_back("\"time_labels\":" + list(TRY(time_labels(plan.span, *time, zone)), quoted));
  if (plan.question.total_rows)
    members.push_back(fmt::format("\"total_rows\":{}", rows.total_rows));
  return fmt::format("{{{}}}", fmt::join(members, ","));
}

}  // namespace

Result<std::string> print_answer(const Plan& plan, const ResultRows& rows, const model::Zone& zone,
                                 uint32_t floor) {
  return fmt::format("{{\"results\":{},\"meta\":{},\"query\":{}}}", list(rows.rows, print_row),
                     TRY(print_meta(plan, rows, zone, floor)), print_question(plan, zone));
}

}  // namespace glassjar::query

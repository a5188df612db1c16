// Parsing of questions, key by key in the order of Plausible's documentation.
#include "query/question.h"

#include <algorithm>
#include <array>

#include "base/spelling.h"
#include "query/filter_json.h"
#include "query/json_field.h"

namespace glassjar::query {
namespace {

using model::Dimension;
using model::Metric;
using storage::Order;

constexpr size_t kNestingMax = 32;
constexpr size_t kColumnsMax = 12;
constexpr size_t kDimensionsMax = 6;
// "2 January of the year 1 to today" would be a list of a million labels.
constexpr days kRangeMax{366 * 40};

constexpr std::array<std::string_view, 8> kKeys = {"site_id",    "metrics",   "date_range",
                                                   "dimensions", "filters",   "order_by",
                                                   "include",    "pagination"};
constexpr std::array<std::string_view, 4> kIncludeKeys = {"imports", "time_labels", "total_rows",
                                                          "comparisons"};

// The words for columns, "percentage" last.
const std::vector<std::string_view>& column_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all;
    for (auto m = Metric::Visitors; m <= Metric::EventsWithoutId;
         m = static_cast<Metric>(static_cast<uint8_t>(m) + 1))
      all.push_back(model::name(m));
    all.push_back(name(Column{.share = true}));
    return all;
  }();
  return words;
}

const std::vector<std::string_view>& dimension_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all = {"time"};
    for (auto d = Dimension::TimeHour; d <= Dimension::OsVersion;
         d = static_cast<Dimension>(static_cast<uint8_t>(d) + 1))
      all.push_back(model::name(d));
    return all;
  }();
  return words;
}

Result<JsonField> required(const JsonField& question, std::string_view key) {
  if (auto member = question.member(key)) return *member;
  return fail(ErrorCode::InvalidArgument, "{}: missing", key);
}

Result<std::string> parse_site(const JsonField& field) {
  constexpr size_t kHostBytesMax = 253;  // RFC 1035 section 2.3.4, as text
  std::string host = TRY(field.text());
  if (host.empty() || host.size() > kHostBytesMax) return field.wrong("want a site's host");
  return host;
}

Result<Column> parse_column(const JsonField& field) {
  const std::string word = TRY(field.text());
  if (word == name(Column{.share = true})) return Column{.metric = Metric::Visitors, .share = true};
  if (const auto metric = model::metric_named(word)) return Column{.metric = *metric};
  return field.wrong("unknown metric; want one of " + list_of(column_words()));
}

Result<std::vector<Column>> parse_columns(const JsonField& field) {
  std::vector<Column> columns;
  for (const JsonField& element : TRY(field.list(kColumnsMax))) {
    const Column column = TRY(parse_column(element));
    if (std::count(columns.begin(), columns.end(), column) > 0) return element.wrong("named twice");
    columns.push_back(column);
  }
  if (columns.empty()) return field.wrong("want at least one of " + list_of(column_words()));
  return columns;
}

// The last instant is included, as the last second is in Plausible: "T23:59:59" ends the day.
Result<DateRange> parse_instants(const JsonField& field, const std::vector<JsonField>& ends) {
  DateRange range{.kind = DateRange::Kind::Instants};
  const Result<TimePoint> from = parse_time(TRY(ends[0].text()));
  if (!from) return ends[0].wrong("want a date or an RFC 3339 time, as in 2026-11-21T20:15:00Z");
  const Result<TimePoint> to = parse_time(TRY(ends[1].text()));
  if (!to) return ends[1].wrong("want a time as in the first place");
  range.from = *from;
  range.to = std::chrono::floor<seconds>(*to) + seconds(1);
  if (range.to <= range.from) return field.wrong("ends before it begins");
  if (range.to - range.from > kRangeMax) return field.wrong("want at most 40 years");
  return range;
}

Result<DateRange> parse_range(const JsonField& field) {
  const std::string wanted =
      "want one of " + list_of(date_range_words()) + " or [\"YYYY-MM-DD\", \"YYYY-MM-DD\"]";
  if (field.is_text()) {
    const auto range = date_range_named(TRY(field.text()));
    if (!range) return field.wrong(wanted);
    return *range;
  }
  const Result<std::vector<JsonField>> ends = field.list(2);
  if (!ends || ends->size() != 2) return field.wrong(wanted);
  const Result<LocalDay> first = parse_day(TRY((*ends)[0].text()));
  if (!first) return parse_instants(field, *ends);
  const Result<LocalDay> last = parse_day(TRY((*ends)[1].text()));
  if (!last) return (*ends)[1].wrong("want a date, YYYY-MM-DD");
  if (*last < *first) return field.wrong("ends before it begins");
  if (*last - *first > kRangeMax) return field.wrong("want at most 40 years");
  return DateRange{.kind = DateRange::Kind::Days, .first = *first, .last = *last};
}

// "time" is kept as a day until the plan knows the range.
Result<void> parse_dimensions(const JsonField& field, Question& question) {
  for (const JsonField& element : TRY(field.list(kDimensionsMax))) {
    const std::string word = TRY(element.text());
    std::optional<Dimension> dimension = model::dimension_named(word);
    if (word == "time") {
      question.chosen_time = question.dimensions.size();
      dimension = Dimension::TimeDay;
    }
    if (!dimension)
      return element.wrong("unknown dimension; want one of " + list_of(dimension_words()));
    const auto& known = question.dimensions;
    if (std::count(known.begin(), known.end(), *dimension) > 0) return element.wrong("named twice");
    if (is_time(*dimension) && std::any_of(known.begin(), known.end(), model::is_time))
      return element.wrong("one time dimension is enough");
    question.dimensions.push_back(*dimension);
  }
  return {};
}

std::vector<std::string_view> names_asked_for(const Question& question) {
  std::vector<std::string_view> names;
  for (const Column& column : question.columns) names.push_back(name(column));
  for (size_t i = 0; i < question.dimensions.size(); ++i)
    names.push_back(question.chosen_time == i ? "time" : model::name(question.dimensions[i]));
  return names;
}

Result<Order> parse_order(const JsonField& field, const Question& question) {
  const std::vector<JsonField> pair = TRY(field.list(2));
  if (pair.size() != 2) return field.wrong("want [metric or dimension, \"asc\" or \"desc\"]");
  const std::vector<std::string_view> names = names_asked_for(question);
  const auto found = std::find(names.begin(), names.end(), TRY(pair[0].text()));
  if (found == names.end()) return pair[0].wrong("not asked for; want one of " + list_of(names));
  const std::string direction = TRY(pair[1].text());
  if (direction != "asc" && direction != "desc") return pair[1].wrong("want \"asc\" or \"desc\"");
  const auto index = static_cast<size_t>(found - names.begin());
  const bool is_metric = index < question.columns.size();
  return Order{.by = is_metric ? Order::By::Metric : Order::By::Dimension,
               .index = is_metric ? index : index - question.columns.size(),
               .descending = direction == "desc"};
}

// Times ascending, then the first metric descending.
std::vector<Order> usual_order(const Question& question) {
  std::vector<Order> order;
  for (size_t i = 0; i < question.dimensions.size(); ++i)
    if (is_time(question.dimensions[i]))
      order.push_back({.by = Order::By::Dimension, .index = i, .descending = false});
  order.push_back({.by = Order::By::Metric, .index = 0, .descending = true});
  return order;
}

Result<Comparison> parse_comparison(const JsonField& field) {
  constexpr std::array<std::string_view, 2> kComparisonKeys = {"mode", "date_range"};
  TRY(field.check_keys(kComparisonKeys));
  const auto mode = field.member("mode");
  if (!mode) return field.wrong("mode is missing");
  const std::string word = TRY(mode->text());
  const auto range = field.member("date_range");
  if (word == "custom") {
    if (!range) return field.wrong("date_range is missing");
    return Comparison{.mode = Comparison::Mode::Custom, .custom = TRY(parse_range(*range))};
  }
  if (range) return range->wrong("only with the mode \"custom\"");
  if (word == "previous_period") return Comparison{.mode = Comparison::Mode::PreviousPeriod};
  if (word == "year_over_year") return Comparison{.mode = Comparison::Mode::YearOverYear};
  return mode->wrong("want one of previous_period, year_over_year, custom");
}

Result<void> parse_include(const JsonField& field, Question& question) {
  TRY(field.check_keys(kIncludeKeys));
  // Imported rows are rows like all others, so there is nothing to include.
  if (const auto imports = field.member("imports")) TRY(imports->truth());
  if (const auto labels = field.member("time_labels")) question.time_labels = TRY(labels->truth());
  if (const auto total = field.member("total_rows")) question.total_rows = TRY(total->truth());
  if (const auto comparison = field.member("comparisons"))
    question.comparison = TRY(parse_comparison(*comparison));
  const bool has_time =
      std::any_of(question.dimensions.begin(), question.dimensions.end(), model::is_time);
  if (question.time_labels && !has_time)
    return field.member("time_labels")->wrong("wants a time dimension");
  return {};
}

Result<void> parse_pagination(const JsonField& field, Question& question) {
  constexpr std::array<std::string_view, 2> kPaginationKeys = {"limit", "offset"};
  TRY(field.check_keys(kPaginationKeys));
  if (const auto limit = field.member("limit")) {
    question.limit = TRY(limit->count());
    if (question.limit == 0 || question.limit > kRowsMax)
      return limit->wrong(fmt::format("want 1 to {}", kRowsMax));
  }
  if (const auto offset = field.member("offset")) {
    question.offset = TRY(offset->count());
    constexpr size_t kOffsetMax = 1'000'000'000;
    if (question.offset > kOffsetMax)
      return offset->wrong(fmt::format("want at most {}", kOffsetMax));
  }
  return {};
}

Result<boost::json::value> parse_json(std::string_view json) {
  if (json.size() > kQuestionBytesMax)
    return fail(ErrorCode::InvalidArgument, "question: want at most {} bytes", kQuestionBytesMax);
  boost::json::parse_options options;
  options.max_depth = kNestingMax;
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(json, error, {}, options);
  if (error) return fail(ErrorCode::InvalidArgument, "question: no JSON, {}", error.message());
  return value;
}

}  // namespace

std::string_view name(const Column& column) {
  return column.share ? "percentage" : model::name(column.metric);
}

Result<Question> parse_question(std::string_view json) {
  const boost::json::value value = TRY(parse_json(json));
  const JsonField root(value);
  TRY(root.check_keys(kKeys));
  Question question;
  question.site = TRY(parse_site(TRY(required(root, "site_id"))));
  question.columns = TRY(parse_columns(TRY(required(root, "metrics"))));
  question.range = TRY(parse_range(TRY(required(root, "date_range"))));
  if (const auto field = root.member("dimensions")) TRY(parse_dimensions(*field, question));
  if (const auto field = root.member("filters")) question.filter = TRY(parse_filters(*field));
  if (const auto field = root.member("order_by"))
    for (const JsonField& element : TRY(field->list(kColumnsMax + kDimensionsMax)))
      question.order.push_back(TRY(parse_order(element, question)));
  if (question.order.empty()) question.order = usual_order(question);
  if (const auto field = root.member("include")) TRY(parse_include(*field, question));
  if (const auto field = root.member("pagination")) TRY(parse_pagination(*field, question));
  return question;
}

}  // namespace glassjar::query

// Laying out of answers.
#include "answer_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

namespace glassjar::queries {
namespace {

namespace json = boost::json;
using Line = std::vector<std::string>;

std::string cell(const json::value& value) {
  if (value.is_null()) return "-";
  if (value.is_string())
    return value.get_string().empty() ? "\"\"" : std::string(value.get_string());
  return fmt::format("{}", value.to_number<double>());
}

void add_cells(Line& line, const json::value& list) {
  for (const json::value& value : list.as_array()) line.push_back(cell(value));
}

void add_names(Line& line, const json::value& list, std::string_view prefix) {
  for (const json::value& value : list.as_array())
    line.push_back(fmt::format("{}{}", prefix, std::string_view(value.as_string())));
}

Line head_of(const json::object& answer) {
  const json::value& query = answer.at("query");
  Line head;
  add_names(head, query.at("dimensions"), "");
  add_names(head, query.at("metrics"), "");
  if (!query.at("include").as_object().contains("comparisons")) return head;
  add_names(head, query.at("dimensions"), "before ");
  add_names(head, query.at("metrics"), "before ");
  add_names(head, query.at("metrics"), "change ");
  return head;
}

Line line_of(const json::object& row) {
  Line line;
  add_cells(line, row.at("dimensions"));
  add_cells(line, row.at("metrics"));
  if (const json::value* comparison = row.if_contains("comparison")) {
    add_cells(line, comparison->at("dimensions"));
    add_cells(line, comparison->at("metrics"));
    add_cells(line, comparison->at("change"));
  }
  return line;
}

std::string laid_out(const std::vector<Line>& lines) {
  std::vector<size_t> widths;
  for (const Line& line : lines) {
    widths.resize(std::max(widths.size(), line.size()));
    for (size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string text;
  for (const Line& line : lines) {
    std::string out;
    for (size_t i = 0; i < line.size(); ++i)
      out += fmt::format("{}{:<{}}", i == 0 ? "" : " | ", line[i], widths[i]);
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  }
  return text;
}

}  // namespace

std::string answer_table(std::string_view text) {
  const json::object answer = json::parse(text).as_object();
  std::vector<Line> lines = {head_of(answer)};
  for (const json::value& row : answer.at("results").as_array())
    lines.push_back(line_of(row.as_object()));
  const json::object& meta = answer.at("meta").as_object();
  return (meta.empty() ? "" : "meta: " + json::serialize(meta) + "\n") + laid_out(lines);
}

}  // namespace glassjar::queries

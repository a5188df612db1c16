// Writing RFC 4180 (section 2, rules 1 to 7).
#include "jar/csv.h"

#include <charconv>
#include <string_view>

namespace glassjar::jar {
namespace {

bool is_number(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc() && end == cell.data() + cell.size();
}

bool is_formula(std::string_view cell) {
  constexpr std::string_view kFirst = "=+-@\t\r";
  return !cell.empty() && kFirst.find(cell.front()) != std::string_view::npos && !is_number(cell);
}

void append_cell(std::string& out, std::string_view cell) {
  const bool is_quoted = cell.find_first_of(",\"\r\n") != std::string_view::npos;
  if (is_quoted) out.push_back('"');
  if (is_formula(cell)) out.push_back('\'');
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  if (is_quoted) out.push_back('"');
}

void append_line(std::string& out, const std::vector<std::string>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_cell(out, cells[i]);
  }
  out.append("\r\n");
}

}  // namespace

std::string csv_of(const storage::ExportTable& table) {
  std::string out;
  append_line(out, table.columns);
  for (const auto& row : table.rows) append_line(out, row);
  return out;
}

}  // namespace glassjar::jar

// Writing one row.
#include "base/csv.h"

#include <charconv>
#include <system_error>

namespace glassjar {
namespace {

bool is_number(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc() && end == cell.data() + cell.size();
}

bool is_formula(std::string_view cell) {
  return !cell.empty() && kFormulaStarts.find(cell.front()) != std::string_view::npos &&
         !is_number(cell);
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

}  // namespace

std::string csv_row(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_cell(out, cells[i]);
  }
  return out + "\r\n";
}

}  // namespace glassjar

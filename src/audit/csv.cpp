// Reading CSV.
#include "audit/csv.h"

#include "base/csv.h"

namespace glassjar::audit {
namespace {

// Takes one field from the front of `text`, up to the comma or line end after it.
Result<std::string> take_field(std::string_view& text) {
  std::string field;
  if (!text.starts_with('"')) {
    const size_t end = text.find_first_of(",\r\n");
    field = text.substr(0, end);
    text.remove_prefix(field.size());
    return field;
  }
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] != '"') {
      field += text[i];
    } else if (text.substr(i).starts_with("\"\"")) {
      field += text[i++];
    } else {
      text.remove_prefix(i + 1);
      // What follows a closing quote belongs to no field.
      text.remove_prefix(std::min(text.find_first_of(",\r\n"), text.size()));
      return field;
    }
  }
  return fail(ErrorCode::InvalidArgument, "CSV: a quote is not closed");
}

// Takes back the apostrophe that csv_row() puts before what looks like a formula.
std::string without_guard(std::string field) {
  const bool guarded = field.size() > 1 && field[0] == '\'' &&
                       kFormulaStarts.find(field[1]) != std::string_view::npos;
  if (guarded) field.erase(0, 1);
  return field;
}

}  // namespace

Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  while (!text.empty()) {
    row.push_back(without_guard(TRY(take_field(text))));
    if (row.size() > kCsvFieldsMax)
      return fail(ErrorCode::InvalidArgument, "CSV: row {}: over {} fields", rows.size() + 1,
                  kCsvFieldsMax);
    if (text.starts_with(',')) {
      text.remove_prefix(1);
      if (!text.empty() && text.front() != '\r' && text.front() != '\n') continue;
      row.emplace_back();  // the empty field after a last comma
    }
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    if (row.size() > 1 || !row[0].empty()) rows.push_back(std::move(row));
    row.clear();
    if (rows.size() > kCsvRowsMax)
      return fail(ErrorCode::InvalidArgument, "CSV: over {} rows", kCsvRowsMax);
  }
  return rows;
}

}  // namespace glassjar::audit

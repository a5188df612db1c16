// CSV as RFC 4180 writes it, made harmless for spreadsheets.
#pragma once

#include <string>

#include "storage/personal_data_holder.h"

namespace glassjar::jar {

// Header line, CRLF line ends, quotes where needed. A cell that a spreadsheet would run as a
// formula (it begins with = + - @, tab or carriage return and is no number) gets an apostrophe in
// front; the JSON beside it has the text unchanged.
std::string csv_of(const storage::ExportTable& table);

}  // namespace glassjar::jar

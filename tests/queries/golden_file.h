// GoldenFile: a text file with events, questions and the answers they must get (README.md).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/event.h"
#include "model/zone.h"
#include "storage/records/sites.h"

namespace glassjar::queries {

struct Asked {
  std::string note;      // comment lines before it
  std::string question;  // JSON; "site_id" may be left out
  std::string answer;    // as answer_table.h prints it
};

struct GoldenFile {
  std::string preamble;  // all lines before the first question, as they are
  storage::Site site;
  TimePoint now;
  std::vector<model::Event> rows;  // with visits, as an engine takes them
  std::vector<Asked> asked;
};

// Aborts with the line's number for a file that is not well formed.
GoldenFile read_golden_file(const std::filesystem::path& path);
// Writes it back with the answers it has now.
void write_golden_file(const std::filesystem::path& path, const GoldenFile& file);

}  // namespace glassjar::queries

// The frame of the pages that the audit writes: one file, own style, no script, nothing fetched;
// for screens by day and night and for paper.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/html.h"

namespace glassjar::audit {

// A whole document; `body` writes what is in <main>.
std::string page_frame(std::string_view title, std::string_view language,
                       const std::function<void(MarkupWriter&)>& body);

// A table with headings, each row as long as they are. Nothing if there are no rows.
void write_table(MarkupWriter& html, std::string_view caption,
                 const std::vector<std::string_view>& headings,
                 const std::vector<std::vector<std::string>>& rows);

}  // namespace glassjar::audit

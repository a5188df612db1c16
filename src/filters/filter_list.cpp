// Reads a filter list line by line.
#include "filters/filter_list.h"

#include "base/ascii.h"
#include "filters/text.h"

namespace glassjar::filters {
namespace {

// "! Title: EasyPrivacy" among the first lines.
void read_title(std::string_view line, std::string& name) {
  constexpr std::string_view kTitle = "! Title:";
  constexpr size_t kTitleBytesMax = 100;
  if (!line.starts_with(kTitle)) return;
  const std::string_view title = trimmed(line.substr(kTitle.size()), kBlanks);
  if (!title.empty()) name = title.substr(0, kTitleBytesMax);
}

}  // namespace

FilterList FilterList::parse(std::string name, std::string_view text) {
  FilterList list;
  list.name = std::move(name);
  text = text.substr(0, kListBytesMax);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // byte order mark
  while (!text.empty() && list.rules.size() < kRulesMax) {
    const std::string_view line = cut_until(text, '\n');
    if (list.rules.empty()) read_title(line, list.name);
    auto read = parse_rule(line);
    if (Rule* rule = std::get_if<Rule>(&read))
      list.rules.push_back(std::move(*rule));
    else
      ++list.skipped[static_cast<size_t>(std::get<Skipped>(read))];
  }
  return list;
}

}  // namespace glassjar::filters

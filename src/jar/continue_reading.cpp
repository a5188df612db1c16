// Folding a person's rows into one entry a page.
#include "jar/continue_reading.h"

#include <algorithm>
#include <map>
#include <utility>

namespace glassjar::jar {

std::vector<UnfinishedPage> unfinished(std::span<const model::Event> rows,
                                       std::string_view current_path, TimePoint now) {
  using Page = std::pair<std::string_view, std::string_view>;  // host and path
  std::map<Page, UnfinishedPage> pages;
  for (const model::Event& row : rows) {
    if (row.time < now - kUnfinishedSince || row.kind == model::EventKind::Custom) continue;
    UnfinishedPage& page = pages[{row.hostname, row.path}];
    if (row.kind == model::EventKind::Pageview)
      page.at = std::max(page.at, row.time);
    else if (row.scroll_depth != model::kNoScrollDepth)
      page.scroll_depth = std::max(page.scroll_depth, row.scroll_depth);
  }
  std::vector<UnfinishedPage> begun;
  for (auto& [key, page] : pages) {
    const bool is_seen = page.at != TimePoint();  // a report alone is no page view
    if (!is_seen || page.scroll_depth >= kFinishedDepth || key.second == current_path) continue;
    page.hostname = key.first;
    page.path = key.second;
    begun.push_back(std::move(page));
  }
  std::stable_sort(begun.begin(), begun.end(),
                   [](const UnfinishedPage& a, const UnfinishedPage& b) { return a.at > b.at; });
  if (begun.size() > kUnfinishedMax) begun.resize(kUnfinishedMax);
  return begun;
}

}  // namespace glassjar::jar

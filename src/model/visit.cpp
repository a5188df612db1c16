// Folding of event rows into visits.
#include "model/visit.h"

#include <algorithm>
#include <map>

namespace glassjar::model {
namespace {

bool earlier(const Event* a, const Event* b) {
  return std::pair(a->time, a->seq) < std::pair(b->time, b->seq);
}

Visit fold_one(std::vector<const Event*>& rows) {
  std::sort(rows.begin(), rows.end(), earlier);
  const Event& first = *rows.front();
  Visit visit{.site = first.site,
              .id = first.visit,
              .visitor = first.visitor,
              .day = first.day,
              .utc_offset = first.utc_offset,
              .first = first.time,
              .last = rows.back()->time,
              .attributes = first.attributes};
  for (const Event* row : rows) {
    ++visit.events;
    if (row->kind == EventKind::Custom) {
      visit.interactive |= row->interactive;
      continue;
    }
    if (visit.pageviews++ == 0) visit.entry_page = row->path;
    visit.exit_page = row->path;
  }
  return visit;
}

}  // namespace

std::vector<Visit> fold_visits(std::span<const Event> rows) {
  std::map<VisitId, std::vector<const Event*>> by_visit;
  for (const Event& row : rows)
    if (is_set(row.visit) && row.kind != EventKind::Engagement) by_visit[row.visit].push_back(&row);
  std::vector<Visit> visits;
  visits.reserve(by_visit.size());
  for (auto& [id, of_visit] : by_visit) visits.push_back(fold_one(of_visit));
  return visits;
}

}  // namespace glassjar::model

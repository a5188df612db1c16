// Reading a person's rows of several sites as one list in the order they were collected.
#include "jar/own_rows.h"

#include <algorithm>

#include "consent/remembered.h"

namespace glassjar::jar {
namespace {

constexpr size_t kRowsPerRead = 5'000;

}  // namespace

std::vector<std::pair<model::SiteId, model::VisitorId>> visitors_of(
    const sites::Directory& directory, const storage::Jar& jar) {
  std::vector<std::pair<model::SiteId, model::VisitorId>> visitors;
  for (const auto& site : directory.all())
    if (site->record.owner == jar.owner)
      visitors.emplace_back(site->record.id, consent::visitor_on(jar.visitor_key, site->record.id));
  return visitors;
}

Result<std::vector<model::Event>> OwnRows::page(const storage::Jar& jar, uint64_t after,
                                                size_t limit) {
  std::vector<model::Event> rows;
  for (const auto& [site, visitor] : visitors_of(directory_, jar))
    for (model::Event& row : TRY(events_.rows_of(site, visitor, after, limit)))
      rows.push_back(std::move(row));
  std::sort(rows.begin(), rows.end(),
            [](const model::Event& a, const model::Event& b) { return a.seq < b.seq; });
  if (rows.size() > limit) rows.resize(limit);
  return rows;
}

Result<std::vector<model::Event>> OwnRows::all(const storage::Jar& jar) {
  std::vector<model::Event> rows;
  std::vector<model::Event> next;
  do {
    next = TRY(page(jar, rows.empty() ? 0 : rows.back().seq, kRowsPerRead));
    for (model::Event& row : next) rows.push_back(std::move(row));
    if (rows.size() > kRowsMax)
      return fail(ErrorCode::TooLarge, "read the events of a jar: more than {}", kRowsMax);
  } while (next.size() == kRowsPerRead);
  return rows;
}

std::string_view name(model::EventKind kind) {
  switch (kind) {
    case model::EventKind::Pageview:
      return "pageview";
    case model::EventKind::Custom:
      return "custom";
    case model::EventKind::Engagement:
      return "engagement";
  }
  CHECK(false);
}

}  // namespace glassjar::jar

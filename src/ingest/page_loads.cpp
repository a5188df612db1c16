// The table of page loads, with the longest untouched forgotten first.
#include "ingest/page_loads.h"

#include <algorithm>

namespace glassjar::ingest {
namespace {

using model::Event;

// Whether the event goes on with what is held, or begins it anew.
bool continues(const PageLoad& held, const Event& event) {
  return !held.seqs.empty() && held.visitor == event.visitor && held.visit == event.visit &&
         held.day == event.day && event.time <= held.last + model::kVisitIdleMax;
}

void note_pageview(PageLoad& held, const Event& event) {
  PageLoad::Page page{event.hostname, event.path};
  const bool is_last = held.pages.empty() || event.time >= held.last_pageview_time;
  auto found = std::find(held.pages.begin(), held.pages.end(), page);
  if (found == held.pages.end()) {
    if (held.pages.size() == PageLoads::kPagesMax) return;
    found = held.pages.insert(held.pages.end(), std::move(page));
  }
  if (!is_last) return;
  held.last_page = static_cast<size_t>(found - held.pages.begin());
  held.last_pageview_seq = event.seq;
  held.last_pageview_time = event.time;
}

}  // namespace

const PageLoad::Page* PageLoad::page_of(const Event& report) const {
  if (pages.empty()) return nullptr;
  const auto named = std::find(pages.begin(), pages.end(), Page{report.hostname, report.path});
  return named == pages.end() ? &pages[last_page] : &*named;
}

PageLoad* PageLoads::find(model::SiteId site, model::PageLoadId id) {
  if (!is_set(id)) return nullptr;
  const auto found = held_.find(Key(site, id));
  return found == held_.end() ? nullptr : &found->second.page_load;
}

PageLoads::Held& PageLoads::touch(const Key& key, Instant now) {
  const auto [entry, is_new] = held_.try_emplace(key);
  Held& held = entry->second;
  held.touched = now;
  if (!is_new) {
    by_age_.splice(by_age_.end(), by_age_, held.place);
    return held;
  }
  held.place = by_age_.insert(by_age_.end(), key);
  if (held_.size() > kPageLoadsMax) {
    held_.erase(by_age_.front());
    by_age_.pop_front();
  }
  return held;
}

void PageLoads::add(const Event& event, std::shared_ptr<const model::Attributes> attributes,
                    Instant now) {
  if (!is_set(event.page_load)) return;
  PageLoad& held = touch(Key(event.site, event.page_load), now).page_load;
  if (!continues(held, event)) {
    held = PageLoad{.day = event.day,
                    .utc_offset = event.utc_offset,
                    .tier = event.tier,
                    .visitor = event.visitor,
                    .visit = event.visit,
                    .first = event.time,
                    .last = event.time,
                    .attributes = std::move(attributes),
                    .chosen = held.chosen};
  }
  held.first = std::min(held.first, event.time);
  held.last = std::max(held.last, event.time);
  if (held.seqs.size() < kRowsMax) held.seqs.push_back(event.seq);
  if (event.kind == model::EventKind::Pageview) note_pageview(held, event);
}

void PageLoads::expect(model::SiteId site, model::PageLoadId id, model::VisitorId chosen,
                       Instant now) {
  if (is_set(id)) touch(Key(site, id), now).page_load.chosen = chosen;
}

void PageLoads::forget(model::SiteId site, model::VisitorId visitor) {
  for (auto entry = held_.begin(); entry != held_.end();) {
    const PageLoad& held = entry->second.page_load;
    const bool is_theirs =
        entry->first.first == site && (held.visitor == visitor || held.chosen == visitor);
    if (is_theirs) by_age_.erase(entry->second.place);
    entry = is_theirs ? held_.erase(entry) : std::next(entry);
  }
}

void PageLoads::expire(Instant now) {
  while (!by_age_.empty()) {
    const auto oldest = held_.find(by_age_.front());
    if (now - oldest->second.touched <= model::kVisitIdleMax) return;
    held_.erase(oldest);
    by_age_.pop_front();
  }
}

}  // namespace glassjar::ingest

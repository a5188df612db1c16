// PageLoads: which stored rows came from which document in which tab, held in memory only and only
// while the visit is open. A choice names a page load to say which rows are the person's, and a
// report of reading time to say which pageview it is about.
#pragma once

#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/event.h"
#include "model/visit.h"

namespace glassjar::ingest {

// One page load, as far as its rows lie in one visit: where the visit ends or the visitor changes
// (another network, another day), it begins anew.
struct PageLoad {
  struct Page {
    std::string hostname;
    std::string path;
    bool operator==(const Page&) const = default;
  };

  LocalDay day;
  minutes utc_offset{0};
  model::Tier tier = model::Tier::Anonymous;
  model::VisitorId visitor{};  // none for Tier::Signal
  model::VisitId visit{};      // none where there is no visitor
  TimePoint first;             // of pageviews and custom events
  TimePoint last;
  std::vector<uint64_t> seqs;  // of all its rows, reports too
  std::vector<Page> pages;     // seen in it, each once
  size_t last_page = 0;        // index into `pages`
  uint64_t last_pageview_seq = 0;
  TimePoint last_pageview_time;
  std::shared_ptr<const model::Attributes> attributes;
  // Who the person of this page load chose to be: later events that say less follow.
  model::VisitorId chosen{};

  // The page that a report is about: the one it names if it was seen here, else the last.
  // Null without a pageview.
  const Page* page_of(const model::Event& report) const;
};

class PageLoads {
 public:
  // About 400 bytes each.
  static constexpr size_t kPageLoadsMax = 300'000;
  // Rows and pages beyond these are not remembered: no document makes so many.
  static constexpr size_t kRowsMax = 4'096;
  static constexpr size_t kPagesMax = 64;

  using Instant = std::chrono::steady_clock::time_point;

  // Null when it is not held (any more). Valid until the next call that changes this table.
  PageLoad* find(model::SiteId site, model::PageLoadId id);
  // Takes a pageview or custom event in, after its visit is known. Nothing for one without a page
  // load.
  void add(const model::Event& event, std::shared_ptr<const model::Attributes> attributes,
           Instant now);
  // The choice came before the page load's first event.
  void expect(model::SiteId site, model::PageLoadId id, model::VisitorId chosen, Instant now);
  // Forgets all that carry this visitor.
  void forget(model::SiteId site, model::VisitorId visitor);
  // Forgets what has had no event for model::kVisitIdleMax.
  void expire(Instant now);
  size_t size() const { return held_.size(); }

 private:
  // An ordered map: the numbers come from outside and must not be able to degrade a hash table.
  using Key = std::pair<model::SiteId, model::PageLoadId>;
  struct Held {
    PageLoad page_load;
    Instant touched;
    std::list<Key>::iterator place;  // in by_age_
  };

  Held& touch(const Key& key, Instant now);

  std::map<Key, Held> held_;
  std::list<Key> by_age_;  // longest untouched first
};

}  // namespace glassjar::ingest

// Every definition once, as "all events such that".
#include "oracle.h"

#include <fmt/format.h>
#include <regex.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/check.h"

namespace glassjar::queries {
namespace {

using model::Dimension;
using model::Event;
using model::EventKind;
using model::Metric;
using storage::Aggregate;
using storage::Condition;
using storage::Filter;

using Key = std::vector<std::string>;
using Events = std::vector<const Event*>;

bool is_event(const Event& e) { return e.kind != EventKind::Engagement; }
bool is_pageview(const Event& e) { return e.kind == EventKind::Pageview; }

bool before(const Event* a, const Event* b) {
  return a->time != b->time ? a->time < b->time : a->seq < b->seq;
}

// A visit is the events that carry its id, in the order of time.
struct Story {
  Events events;
  Events pageviews;
  bool reported = false;

  TimePoint begin() const { return events.front()->time; }
  LocalTime begin_on_clock() const { return local_time(*events.front()); }
  std::string entry() const { return pageviews.empty() ? "" : pageviews.front()->path; }
  std::string exit() const { return pageviews.empty() ? "" : pageviews.back()->path; }
  bool bounced() const {
    return pageviews.size() == 1 && std::none_of(events.begin(), events.end(), [](auto* e) {
             return e->kind == EventKind::Custom && e->interactive;
           });
  }
  double seconds() const {
    if (bounced()) return 0;
    return std::chrono::duration<double>(events.back()->time - begin()).count();
  }
};

std::string lowered(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool pattern_matches(const std::string& text, const std::string& pattern) {
  regex_t compiled;
  CHECK(regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NOSUB) == 0);
  const bool found = regexec(&compiled, text.c_str(), 0, nullptr, 0) == 0;
  regfree(&compiled);
  return found;
}

bool value_matches(const Condition& condition, std::string text, std::string wanted) {
  if (condition.op == Condition::Operator::Matches) return pattern_matches(text, wanted);
  if (!condition.case_sensitive) {
    text = lowered(text);
    wanted = lowered(wanted);
  }
  return condition.op == Condition::Operator::Is ? text == wanted
                                                 : text.find(wanted) != std::string::npos;
}

class Oracle {
 public:
  Oracle(const std::vector<Event>& rows, const Aggregate& question) : question_(question) {
    for (const Event& row : rows) {
      const auto& gone = question.excluded;
      if (row.site != question.site) continue;
      if (is_set(row.visitor) && std::count(gone.begin(), gone.end(), row.visitor) > 0) continue;
      all_.push_back(&row);
      if (is_set(row.visit)) stories_[row.visit].reported |= row.kind == EventKind::Engagement;
    }
    std::sort(all_.begin(), all_.end(), before);
    for (const Event* e : all_) {
      if (!is_set(e->visit) || !is_event(*e)) continue;
      stories_[e->visit].events.push_back(e);
      if (is_pageview(*e)) stories_[e->visit].pageviews.push_back(e);
    }
    for (const Event* e : all_) {
      const Story* story = story_of(*e);
      facts_[e] = {.own_key = key_at(*e, local_time(*e)),
                   .visit_key = story ? key_at(*e, story->begin_on_clock()) : Key{},
                   .passes = passes(*e, question.filter, false),
                   .passes_entered = passes(*e, question.filter, true)};
    }
  }

  storage::Table answer() const {
    storage::Table table;
    for (const Key& key : keys())
      if (question_.dimensions.empty() || is_listed(key)) table.rows.push_back(row_of(key));
    table.total_rows = table.rows.size();
    std::sort(table.rows.begin(), table.rows.end(),
              [&](const auto& a, const auto& b) { return comes_first(a, b); });
    for (size_t i = 0; i < question_.offset && !table.rows.empty(); ++i)
      table.rows.erase(table.rows.begin());
    if (table.rows.size() > question_.limit) table.rows.resize(question_.limit);
    return table;
  }

 private:
  const Story* story_of(const Event& e) const {
    const auto found = stories_.find(e.visit);
    return found == stories_.end() || found->second.events.empty() ? nullptr : &found->second;
  }

  std::string text_of(const Event& e, Dimension dimension) const {
    const model::Attributes& a = e.attributes;
    switch (dimension) {
      case Dimension::Page:
        return e.path;
      case Dimension::EventName:
        return e.name;
      case Dimension::Hostname:
        return e.hostname;
      case Dimension::EntryPage:
        return story_of(e) ? story_of(e)->entry() : "";
      case Dimension::ExitPage:
        return story_of(e) ? story_of(e)->exit() : "";
      case Dimension::Source:
        return a.source;
      case Dimension::Country:
        return a.country;
      case Dimension::Browser:
        return a.browser;
      default:
        CHECK(false);  // no random question asks for it
    }
  }

  // With `entered`, event:page is read as the page on which the visit was entered.
  bool passes(const Event& e, const Filter& filter, bool entered) const {
    const auto child_passes = [&](const Filter& child) { return passes(e, child, entered); };
    const auto& children = filter.children;
    switch (filter.kind) {
      case Filter::Kind::All:
        return std::all_of(children.begin(), children.end(), child_passes);
      case Filter::Kind::Any:
        return std::any_of(children.begin(), children.end(), child_passes);
      case Filter::Kind::Not:
        return !child_passes(children[0]);
      case Filter::Kind::Leaf:
        break;
    }
    const Condition& condition = filter.condition;
    const bool as_entry = entered && condition.dimension == Dimension::Page;
    const std::string text = text_of(e, as_entry ? Dimension::EntryPage : condition.dimension);
    const bool any = std::any_of(condition.values.begin(), condition.values.end(),
                                 [&](const auto& v) { return value_matches(condition, text, v); });
    return condition.negated ? !any : any;
  }
  bool passes(const Event& e) const { return facts_.at(&e).passes; }
  bool in_range(TimePoint time) const { return question_.from <= time && time < question_.to; }

  std::string time_text(Dimension dimension, LocalTime time) const {
    const LocalDay day = std::chrono::floor<days>(time);
    const std::chrono::year_month_day date(day);
    LocalDay step = day;
    if (dimension == Dimension::TimeHour)
      return to_iso(day) + fmt::format(" {:02}:00:00", (time - LocalTime(day)) / hours(1));
    if (dimension == Dimension::TimeWeek)
      while (std::chrono::weekday(step) != std::chrono::Monday && step > question_.first_day)
        step -= days(1);
    if (dimension == Dimension::TimeMonth)
      while (std::chrono::year_month_day(step).day() != std::chrono::day(1) &&
             step > question_.first_day)
        step -= days(1);
    return to_iso(step);
  }

  Key key_at(const Event& e, LocalTime time) const {
    Key key;
    for (const Dimension d : question_.dimensions)
      key.push_back(is_time(d) ? time_text(d, time) : text_of(e, d));
    return key;
  }
  const Key& own_key(const Event& e) const { return facts_.at(&e).own_key; }
  const Key& visit_key(const Event& e) const { return facts_.at(&e).visit_key; }

  std::set<Key> keys() const {
    std::set<Key> keys;
    if (question_.dimensions.empty()) return {Key{}};
    for (const Event* e : all_) {
      keys.insert(own_key(*e));
      if (story_of(*e)) keys.insert(visit_key(*e));
    }
    return keys;
  }

  Events such_that(const std::function<bool(const Event&)>& condition) const {
    Events events;
    for (const Event* e : all_)
      if (condition(*e)) events.push_back(e);
    return events;
  }

  // Events in the range, of a row of the answer.
  Events events_in(const Key& key) const {
    return such_that([&](const Event& e) {
      return is_event(e) && in_range(e.time) && passes(e) && own_key(e) == key;
    });
  }

  // Visits that began in the range and have such an event.
  std::set<const Story*> visits_in(const Key& key,
                                   const std::function<bool(const Event&)>& and_also) const {
    std::set<const Story*> visits;
    for (const Event* e : all_)
      if (is_event(*e) && story_of(*e) && in_range(story_of(*e)->begin()) && passes(*e) &&
          visit_key(*e) == key && and_also(*e))
        visits.insert(story_of(*e));
    return visits;
  }
  std::set<const Story*> visits_in(const Key& key) const {
    return visits_in(key, [](const Event&) { return true; });
  }

  bool by_page() const {
    return std::count(question_.dimensions.begin(), question_.dimensions.end(), Dimension::Page);
  }

  // Page views and reports of visits in which something was reported.
  Events reading_in(const Key& key) const {
    return such_that([&](const Event& e) {
      return e.kind != EventKind::Custom && is_set(e.visit) && stories_.at(e.visit).reported &&
             in_range(e.time) && passes(e) && own_key(e) == key;
    });
  }

  Events depths_in(const Key& key) const {
    return such_that([&](const Event& e) {
      return e.kind == EventKind::Engagement && e.scroll_depth != 255 && is_set(e.visit) &&
             in_range(e.time) && passes(e) && own_key(e) == key;
    });
  }

  bool is_listed(const Key& key) const {
    for (const Metric metric : question_.metrics) {
      switch (metric) {
        case Metric::Visits:
        case Metric::ViewsPerVisit:
        case Metric::BounceRate:
        case Metric::VisitDuration:
          if (!visits_in(key).empty()) return true;
          break;
        case Metric::TimeOnPage:
          if (!reading_in(key).empty()) return true;
          break;
        case Metric::ScrollDepth:
          if (!depths_in(key).empty()) return true;
          break;
        case Metric::ExitRate:
          if (!visits_in(key).empty()) return true;
          [[fallthrough]];
        case Metric::Visitors:
        case Metric::Pageviews:
        case Metric::Events:
        case Metric::EventsWithoutId:
          if (!events_in(key).empty()) return true;
      }
    }
    return false;
  }

  static std::optional<double> mean(double sum, size_t count) {
    return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
  }

  template <class Stories, class Number>
  static std::optional<double> mean_over(const Stories& stories, Number number) {
    double sum = 0;
    for (const Story* story : stories) sum += number(*story);
    return mean(sum, stories.size());
  }

  double count_events(const Key& key, const std::function<bool(const Event&)>& condition) const {
    const Events events = events_in(key);
    return static_cast<double>(
        std::count_if(events.begin(), events.end(), [&](const Event* e) { return condition(*e); }));
  }

  std::optional<double> bounce_rate(const Key& key) const {
    const auto entered = visits_in(key, [&](const Event& e) {
      return facts_.at(&e).passes_entered && (!by_page() || story_of(e)->entry() == e.path);
    });
    return mean_over(entered, [](const Story& s) { return s.bounced() ? 100.0 : 0.0; });
  }

  std::optional<double> time_on_page(const Key& key) const {
    double seconds = 0;
    std::set<model::VisitId> visits;
    for (const Event* e : reading_in(key)) {
      visits.insert(e->visit);
      if (e->kind == EventKind::Engagement) seconds += e->engagement_ms / 1000.0;
    }
    return mean(seconds, visits.size());
  }

  std::optional<double> scroll_depth(const Key& key) const {
    std::map<std::pair<model::VisitId, std::string>, int> deepest;
    for (const Event* e : depths_in(key)) {
      int& depth = deepest[{e->visit, e->path}];
      depth = std::max(depth, int{e->scroll_depth});
    }
    double sum = 0;
    for (const auto& [pair, depth] : deepest) sum += depth;
    return mean(sum, deepest.size());
  }

  std::optional<double> exit_rate(const Key& key) const {
    const auto exits =
        visits_in(key, [&](const Event& e) { return story_of(e)->exit() == e.path; });
    const double views =
        count_events(key, [](const Event& e) { return is_pageview(e) && is_set(e.visitor); });
    return mean(100.0 * static_cast<double>(exits.size()), static_cast<size_t>(views));
  }

  std::optional<double> visitors(const Key& key) const {
    std::set<model::VisitorId> visitors;
    for (const Event* e : events_in(key))
      if (is_set(e->visitor)) visitors.insert(e->visitor);
    return static_cast<double>(visitors.size());
  }

  std::optional<double> number(const Key& key, Metric metric) const {
    switch (metric) {
      case Metric::Visitors:
        return visitors(key);
      case Metric::Visits:
        return static_cast<double>(visits_in(key).size());
      case Metric::Pageviews:
        return count_events(key, is_pageview);
      case Metric::Events:
        return count_events(key, is_event);
      case Metric::EventsWithoutId:
        return count_events(key, [](const Event& e) { return !is_set(e.visitor); });
      case Metric::ViewsPerVisit:
        return mean_over(visits_in(key),
                         [](const Story& s) { return static_cast<double>(s.pageviews.size()); });
      case Metric::BounceRate:
        return bounce_rate(key);
      case Metric::VisitDuration:
        return mean_over(visits_in(key), [](const Story& s) { return s.seconds(); });
      case Metric::TimeOnPage:
        return time_on_page(key);
      case Metric::ScrollDepth:
        return scroll_depth(key);
      case Metric::ExitRate:
        return exit_rate(key);
    }
    CHECK(false);
  }

  storage::TableRow row_of(const Key& key) const {
    storage::TableRow row{.dimensions = key};
    for (const Metric metric : question_.metrics) row.metrics.push_back(number(key, metric));
    return row;
  }

  bool comes_first(const storage::TableRow& a, const storage::TableRow& b) const {
    for (const storage::Order& order : question_.order) {
      if (order.by == storage::Order::By::Dimension) {
        const std::string& x = a.dimensions[order.index];
        const std::string& y = b.dimensions[order.index];
        if (x != y) return order.descending ? x > y : x < y;
      } else {
        const std::optional<double>& x = a.metrics[order.index];
        const std::optional<double>& y = b.metrics[order.index];
        if (x.has_value() != y.has_value()) return x.has_value();
        if (x != y) return order.descending ? *x > *y : *x < *y;
      }
    }
    return a.dimensions < b.dimensions;
  }

  // What is true of an event by itself, found out once.
  struct Facts {
    Key own_key;
    Key visit_key;
    bool passes = false;
    bool passes_entered = false;
  };

  const Aggregate& question_;
  std::map<const Event*, Facts> facts_;
  Events all_;  // by time
  std::map<model::VisitId, Story> stories_;
};

}  // namespace

storage::Table oracle_answer(const std::vector<Event>& rows, const Aggregate& question) {
  return Oracle(rows, question).answer();
}

}  // namespace glassjar::queries

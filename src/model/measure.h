// Metrics and dimensions: the words of every question, with their wire names.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace glassjar::model {

// Definitions: design, section 6.
enum class Metric : uint8_t {
  Visitors,  // distinct visitor ids
  Visits,    // visits that began in the range
  Pageviews,
  Events,           // pageviews and custom events
  ViewsPerVisit,    // pageviews of the visits / visits
  BounceRate,       // percent of visits with one pageview and no interactive event
  VisitDuration,    // mean, seconds
  TimeOnPage,       // mean seconds visible and focused, per visit that saw the page
  ScrollDepth,      // mean over visits of each visit's largest, percent
  ExitRate,         // exits / pageviews of the page, percent
  EventsWithoutId,  // pageviews and custom events that no visitor id was kept for
};

enum class Dimension : uint8_t {
  TimeHour,
  TimeDay,
  TimeWeek,
  TimeMonth,
  // of the event
  Page,
  EventName,
  Hostname,
  // of the visit
  EntryPage,
  ExitPage,
  Source,
  Referrer,
  Channel,
  UtmSource,
  UtmMedium,
  UtmCampaign,
  UtmContent,
  UtmTerm,
  Country,
  Device,
  Browser,
  BrowserVersion,
  Os,
  OsVersion,
};

std::string_view name(Metric metric);        // "bounce_rate"
std::string_view name(Dimension dimension);  // "visit:entry_page", "time:day", "event:page"
std::optional<Metric> metric_named(std::string_view name);
std::optional<Dimension> dimension_named(std::string_view name);

constexpr bool is_time(Dimension d) { return d <= Dimension::TimeMonth; }
// Differs from event to event of one visit.
constexpr bool is_of_event(Dimension d) {
  return d == Dimension::Page || d == Dimension::EventName || d == Dimension::Hostname;
}
// May single out a person: everything but time, page, event, host, goal and source
// (the floor, design section 6).
constexpr bool is_visitor_attribute(Dimension d) {
  return !is_time(d) && !is_of_event(d) && d != Dimension::Source && d != Dimension::EntryPage &&
         d != Dimension::ExitPage;
}

}  // namespace glassjar::model

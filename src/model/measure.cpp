// Wire names of metrics and dimensions (Plausible's Stats API v2, extended).
#include "model/measure.h"

#include <array>
#include <utility>

#include "base/check.h"

namespace glassjar::model {
namespace {

constexpr std::array<std::pair<Metric, std::string_view>, 11> kMetrics = {{
    {Metric::Visitors, "visitors"},
    {Metric::Visits, "visits"},
    {Metric::Pageviews, "pageviews"},
    {Metric::Events, "events"},
    {Metric::ViewsPerVisit, "views_per_visit"},
    {Metric::BounceRate, "bounce_rate"},
    {Metric::VisitDuration, "visit_duration"},
    {Metric::TimeOnPage, "time_on_page"},
    {Metric::ScrollDepth, "scroll_depth"},
    {Metric::ExitRate, "exit_rate"},
    {Metric::EventsWithoutId, "events_without_id"},
}};

constexpr std::array<std::pair<Dimension, std::string_view>, 23> kDimensions = {{
    {Dimension::TimeHour, "time:hour"},
    {Dimension::TimeDay, "time:day"},
    {Dimension::TimeWeek, "time:week"},
    {Dimension::TimeMonth, "time:month"},
    {Dimension::Page, "event:page"},
    {Dimension::EventName, "event:name"},
    {Dimension::Hostname, "event:hostname"},
    {Dimension::EntryPage, "visit:entry_page"},
    {Dimension::ExitPage, "visit:exit_page"},
    {Dimension::Source, "visit:source"},
    {Dimension::Referrer, "visit:referrer"},
    {Dimension::Channel, "visit:channel"},
    {Dimension::UtmSource, "visit:utm_source"},
    {Dimension::UtmMedium, "visit:utm_medium"},
    {Dimension::UtmCampaign, "visit:utm_campaign"},
    {Dimension::UtmContent, "visit:utm_content"},
    {Dimension::UtmTerm, "visit:utm_term"},
    {Dimension::Country, "visit:country"},
    {Dimension::Device, "visit:device"},
    {Dimension::Browser, "visit:browser"},
    {Dimension::BrowserVersion, "visit:browser_version"},
    {Dimension::Os, "visit:os"},
    {Dimension::OsVersion, "visit:os_version"},
}};

template <class Table, class Word>
std::string_view name_in(const Table& table, Word word) {
  for (const auto& [each, text] : table)
    if (each == word) return text;
  CHECK(false);
}

}  // namespace

std::string_view name(Metric metric) { return name_in(kMetrics, metric); }
std::string_view name(Dimension dimension) { return name_in(kDimensions, dimension); }

std::optional<Metric> metric_named(std::string_view wanted) {
  for (const auto& [metric, text] : kMetrics)
    if (text == wanted) return metric;
  return std::nullopt;
}

std::optional<Dimension> dimension_named(std::string_view wanted) {
  for (const auto& [dimension, text] : kDimensions)
    if (text == wanted) return dimension;
  return std::nullopt;
}

}  // namespace glassjar::model

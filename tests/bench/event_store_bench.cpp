// How fast DuckDB month files take events and answer the dashboard's questions.
//
//   event_store_bench DIR [MILLIONS]   (default 10: 90 days of one site)
//
// Prints rows/s of loading, bytes an event, and the median latency of each question over the last
// 30 days, once with the visits of finished days built. DIR is left for a second run, which then
// only asks.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "base/random.h"
#include "storage/duckdb/event_store.h"

namespace glassjar::storage {
namespace {

using model::Dimension;
using model::Metric;

constexpr int kDays = 90;
constexpr int kAskedDays = 30;
constexpr model::SiteId kSite{1};
constexpr size_t kRowsInBatch = 5000;
constexpr uint64_t kSpool = 1;
constexpr int kRepeats = 7;
const LocalDay kFirstDay = parse_day("2026-08-20").value();

// Picks low numbers more often, as pages and sources are visited.
size_t skewed(std::mt19937_64& engine, size_t end) {
  const double u = std::uniform_real_distribution<double>(0, 1)(engine);
  return static_cast<size_t>(std::pow(static_cast<double>(end), u)) - 1;
}

// One day's events in order of time: about 2.9 pageviews and 1.4 reports a visit, one visitor in
// fifteen remembered, one visit in fifty without an id.
class Day {
 public:
  Day(uint64_t seed, LocalDay day, size_t events, uint64_t first_seq) : engine_(seed), day_(day) {
    while (rows_.size() < events) add_visit();
    std::sort(rows_.begin(), rows_.end(),
              [](const auto& a, const auto& b) { return a.time < b.time; });
    for (model::Event& row : rows_) row.seq = first_seq++;
  }
  std::vector<model::Event>& rows() { return rows_; }

 private:
  void add_visit() {
    model::Event row{.site = kSite, .day = day_, .name = "pageview", .hostname = "example.org"};
    const uint64_t luck = engine_() % 1000;
    if (luck < 20) {
      row.tier = model::Tier::Signal;
    } else {
      const bool remembered = luck < 86;
      row.tier = remembered ? model::Tier::Remembered : model::Tier::Anonymous;
      row.visitor =
          model::VisitorId{remembered || luck > 800 ? known_visitor(remembered) : engine_() | 1};
      row.visit = model::VisitId{engine_() | 1};
    }
    fill(row.attributes);
    row.time = TimePoint(day_.time_since_epoch()) + seconds(engine_() % 80'000);
    for (size_t i = 0, n = 1 + skewed(engine_, 9); i < n; ++i) add_view(row);
  }

  // A visitor who comes again: on this day if anonymous, on any if remembered.
  uint64_t known_visitor(bool remembered) {
    const uint64_t pool = remembered ? 20'000 : 10'000;
    const auto salt = remembered ? 0 : static_cast<uint64_t>(day_.time_since_epoch().count());
    return (1 + engine_() % pool + salt * 100'000) * 0x9E3779B97F4A7C15;
  }

  void fill(model::Attributes& attributes) {
    static constexpr const char* kCountries[] = {"DE", "US", "FR", "GB", "AT", "CH", "NL", "IT"};
    static constexpr const char* kBrowsers[] = {"Chrome", "Safari", "Firefox", "Edge"};
    static constexpr const char* kDevices[] = {"Desktop", "Mobile", "Tablet"};
    const size_t source = skewed(engine_, 200);
    attributes.source = source == 0 ? "" : fmt::format("source-{}.example", source);
    attributes.referrer = source == 0 ? "" : fmt::format("{}/p/{}", attributes.source, source % 7);
    attributes.channel = source == 0 ? "Direct" : "Referral";
    attributes.utm_campaign = engine_() % 20 == 0 ? "autumn" : "";
    attributes.country = kCountries[skewed(engine_, 8)];
    attributes.device = kDevices[skewed(engine_, 3)];
    attributes.browser = kBrowsers[skewed(engine_, 4)];
    attributes.browser_version = std::to_string(120 + skewed(engine_, 20));
    attributes.os = attributes.device == "Mobile" ? "Android" : "Windows";
    attributes.os_version = std::to_string(10 + engine_() % 3);
  }

  void add_view(model::Event& row) {
    row.kind = model::EventKind::Pageview;
    row.path = fmt::format("/articles/{}", skewed(engine_, 3000));
    rows_.push_back(row);
    row.time += seconds(5 + engine_() % 200);
    if (!is_set(row.visit) || engine_() % 2 == 0) return;
    model::Event report = row;
    report.kind = model::EventKind::Engagement;
    report.name = "engagement";
    report.engagement_ms = static_cast<uint32_t>(1000 + engine_() % 60'000);
    report.scroll_depth = static_cast<uint8_t>(engine_() % 101);
    rows_.push_back(report);
  }

  std::mt19937_64 engine_;
  LocalDay day_;
  std::vector<model::Event> rows_;
};

double seconds_taken(const std::function<void()>& work) {
  const SystemClock clock;
  const auto start = clock.monotonic();
  work();
  return std::chrono::duration<double>(clock.monotonic() - start).count();
}

void print_percentiles(const char* what, std::vector<double> taken) {
  std::sort(taken.begin(), taken.end());
  const auto at = [&](double part) {
    return taken[static_cast<size_t>(part * static_cast<double>(taken.size() - 1))] * 1000;
  };
  fmt::print("{}: median {:.1f} ms, p99 {:.1f} ms, most {:.1f} ms\n", what, at(0.5), at(0.99),
             at(1));
}

void load(EventStore& store, size_t events) {
  uint64_t seq = 1;
  size_t rows = 0;
  std::vector<double> taken;
  for (int d = 0; d < kDays; ++d) {
    Day day(static_cast<uint64_t>(d), kFirstDay + days(d), events / kDays, seq);
    auto& all = day.rows();
    for (size_t at = 0; at < all.size(); at += kRowsInBatch) {
      const size_t end = std::min(all.size(), at + kRowsInBatch);
      Batch batch{.spool_id = kSpool, .first_seq = seq, .next_seq = seq + end - at};
      batch.rows.assign(std::make_move_iterator(all.begin() + static_cast<ptrdiff_t>(at)),
                        std::make_move_iterator(all.begin() + static_cast<ptrdiff_t>(end)));
      seq = batch.next_seq;
      rows += batch.rows.size();
      taken.push_back(seconds_taken([&] { store.apply(batch).value(); }));
    }
  }
  double sum = 0;
  for (const double each : taken) sum += each;
  fmt::print("load: {} rows in batches of {}: {:.0f} rows/s\n", rows, kRowsInBatch,
             static_cast<double>(rows) / sum);
  print_percentiles("batch", taken);
}

struct Question {
  const char* name;
  std::vector<Metric> metrics;
  std::vector<Dimension> dimensions;
  Filter filter;
};

Filter on_page(std::string path) {
  return {.kind = Filter::Kind::Leaf,
          .condition = {.dimension = Dimension::Page, .values = {std::move(path)}}};
}

const std::vector<Metric> kTotals = {
    Metric::Visitors,   Metric::Visits,        Metric::Pageviews,      Metric::ViewsPerVisit,
    Metric::BounceRate, Metric::VisitDuration, Metric::EventsWithoutId};

void ask(EventStore& store) {
  const Question questions[] = {
      {"totals", kTotals, {}, {}},
      {"graph by day",
       {Metric::Visitors, Metric::Visits, Metric::Pageviews},
       {Dimension::TimeDay},
       {}},
      {"pages", {Metric::Visitors, Metric::Pageviews}, {Dimension::Page}, {}},
      {"pages, detailed",
       {Metric::Visitors, Metric::Pageviews, Metric::BounceRate, Metric::TimeOnPage},
       {Dimension::Page},
       {}},
      {"sources", {Metric::Visitors, Metric::BounceRate}, {Dimension::Source}, {}},
      {"countries", {Metric::Visitors}, {Dimension::Country}, {}},
      {"entry pages", {Metric::Visitors, Metric::Visits}, {Dimension::EntryPage}, {}},
      {"totals of a page", kTotals, {}, on_page("/articles/0")},
      {"sources of a page", {Metric::Visitors}, {Dimension::Source}, on_page("/articles/0")},
  };
  const LocalDay last = kFirstDay + days(kDays - 1);
  const LocalDay first = last - days(kAskedDays - 1);
  for (const Question& each : questions) {
    Aggregate question{.site = kSite,
                       .from = TimePoint(first.time_since_epoch()),
                       .to = TimePoint(last.time_since_epoch()) + days(1),
                       .first_day = first,
                       .last_day = last,
                       .whole_days = true,
                       .dimensions = each.dimensions,
                       .metrics = each.metrics,
                       .filter = each.filter,
                       .limit = 10};
    if (!each.dimensions.empty() && !is_time(each.dimensions.front()))
      question.order = {{.by = Order::By::Metric, .index = 0}};
    std::vector<double> taken;
    for (int i = 0; i < kRepeats; ++i)
      taken.push_back(seconds_taken([&] { store.aggregate(question).value(); }));
    print_percentiles(each.name, taken);
  }
}

int run(const std::filesystem::path& directory, size_t events) {
  SystemRandom random;
  const auto store = duckdb::EventStore::open(directory, {}, random).value();
  if (store->size().value().rows == 0) {
    load(*store, events);
    fmt::print("before maintain: {:.1f} bytes an event\n",
               static_cast<double>(store->size().value().bytes) /
                   static_cast<double>(store->size().value().rows));
  }
  fmt::print("maintain: {:.1f} s\n",
             seconds_taken([&] { store->maintain(kSite, kFirstDay + days(kDays - 1)).value(); }));
  const auto size = store->size().value();
  fmt::print("{} rows, {:.1f} bytes an event with visits; the last day is open\n", size.rows,
             static_cast<double>(size.bytes) / static_cast<double>(size.rows));
  ask(*store);
  return 0;
}

}  // namespace
}  // namespace glassjar::storage

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "event_store_bench DIR [MILLIONS]\n");
    return 2;
  }
  const double millions = argc > 2 ? std::atof(argv[2]) : 10;
  return glassjar::storage::run(argv[1], static_cast<size_t>(millions * 1e6));
}

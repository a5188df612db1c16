// Metrics and their text form (Prometheus text exposition format 0.0.4).
#include "net/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/check.h"

namespace glassjar::net {
namespace {

using std::chrono::nanoseconds;

constexpr std::array<nanoseconds, 12> kRequestBounds = {
    std::chrono::microseconds(250),  std::chrono::microseconds(500),
    std::chrono::milliseconds(1),    std::chrono::milliseconds(5),
    std::chrono::milliseconds(10),   std::chrono::milliseconds(25),
    std::chrono::milliseconds(50),   std::chrono::milliseconds(100),
    std::chrono::milliseconds(500),  std::chrono::milliseconds(1000),
    std::chrono::milliseconds(2500), std::chrono::seconds(10)};

double to_seconds(nanoseconds duration) { return std::chrono::duration<double>(duration).count(); }

std::string braces(std::string_view labels) {
  return labels.empty() ? std::string() : fmt::format("{{{}}}", labels);
}

void write_histogram(std::string& out, std::string_view name, std::string_view labels,
                     const Histogram& histogram) {
  const std::string_view comma = labels.empty() ? "" : ",";
  const auto& bounds = histogram.bounds();
  uint64_t total = 0;
  for (size_t i = 0; i <= bounds.size(); ++i) {
    total += histogram.count_in(i);
    const std::string bound = i < bounds.size() ? fmt::format("{}", to_seconds(bounds[i])) : "+Inf";
    fmt::format_to(std::back_inserter(out), "{}_bucket{{{}{}le=\"{}\"}} {}\n", name, labels, comma,
                   bound, total);
  }
  fmt::format_to(std::back_inserter(out), "{}_sum{} {}\n", name, braces(labels),
                 to_seconds(histogram.sum()));
  fmt::format_to(std::back_inserter(out), "{}_count{} {}\n", name, braces(labels), total);
}

}  // namespace

std::span<const nanoseconds> request_seconds_bounds() { return kRequestBounds; }

Histogram::Histogram(std::span<const nanoseconds> bounds)
    : bounds_(bounds.begin(), bounds.end()), counts_(bounds.size() + 1) {
  CHECK(std::is_sorted(bounds_.begin(), bounds_.end()));
}

void Histogram::observe(nanoseconds duration) {
  const auto bucket = std::lower_bound(bounds_.begin(), bounds_.end(), duration) - bounds_.begin();
  counts_[static_cast<size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  sum_ns_.fetch_add(duration.count(), std::memory_order_relaxed);
}

nanoseconds Histogram::sum() const { return nanoseconds(sum_ns_.load(std::memory_order_relaxed)); }

Metrics::Family& Metrics::family(Families& families, std::string_view name, std::string_view help) {
  const auto found = families.find(name);
  if (found != families.end()) return found->second;
  Family& made = families[std::string(name)];
  made.help = help;
  return made;
}

Counter& Metrics::counter(std::string_view name, std::string_view help, std::string_view labels) {
  const auto families = families_.lock();
  Family& group = family(*families, name, help);
  CHECK(group.histograms.empty() && group.gauges.empty());
  auto& counter = group.counters[std::string(labels)];
  if (!counter) counter = std::make_unique<Counter>();
  return *counter;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help,
                              std::span<const nanoseconds> bounds, std::string_view labels) {
  const auto families = families_.lock();
  Family& group = family(*families, name, help);
  CHECK(group.counters.empty() && group.gauges.empty());
  auto& histogram = group.histograms[std::string(labels)];
  if (!histogram) histogram = std::make_unique<Histogram>(bounds);
  return *histogram;
}

void Metrics::gauge(std::string_view name, std::string_view help, std::function<double()> read,
                    std::string_view labels) {
  const auto families = families_.lock();
  Family& group = family(*families, name, help);
  CHECK(group.counters.empty() && group.histograms.empty());
  group.gauges[std::string(labels)] = std::move(read);
}

std::string Metrics::text() const {
  std::string out;
  const auto families = families_.lock();
  for (const auto& [name, group] : *families) {
    const std::string_view type = !group.counters.empty()     ? "counter"
                                  : !group.histograms.empty() ? "histogram"
                                                              : "gauge";
    fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, group.help, name,
                   type);
    for (const auto& [labels, counter] : group.counters)
      fmt::format_to(std::back_inserter(out), "{}{} {}\n", name, braces(labels), counter->value());
    for (const auto& [labels, histogram] : group.histograms)
      write_histogram(out, name, labels, *histogram);
    for (const auto& [labels, read] : group.gauges)
      fmt::format_to(std::back_inserter(out), "{}{} {}\n", name, braces(labels), read());
  }
  return out;
}

}  // namespace glassjar::net

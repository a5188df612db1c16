// Metrics: the program's counters, gauges and histograms, written as Prometheus text.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.h"

namespace glassjar::net {

// Only goes up. Safe from any thread, without a lock.
class Counter {
 public:
  void add(uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_{0};
};

// Counts durations by fixed upper bounds. Safe from any thread, without a lock.
class Histogram {
 public:
  // `bounds` rise; one more bucket takes what is larger.
  explicit Histogram(std::span<const std::chrono::nanoseconds> bounds);
  void observe(std::chrono::nanoseconds duration);

  const std::vector<std::chrono::nanoseconds>& bounds() const { return bounds_; }
  uint64_t count_in(size_t bucket) const { return counts_[bucket].load(std::memory_order_relaxed); }
  std::chrono::nanoseconds sum() const;

 private:
  std::vector<std::chrono::nanoseconds> bounds_;
  std::vector<std::atomic<uint64_t>> counts_;
  std::atomic<int64_t> sum_ns_{0};
};

// Bounds from 0.25 ms to 10 s, as answers to requests fall.
std::span<const std::chrono::nanoseconds> request_seconds_bounds();

// The registry. What it hands out lives as long as it does; the same name with the same labels
// is the same metric. Registering is safe from any thread.
class Metrics {
 public:
  // `name` as Prometheus wants it ("glassjar_requests_total"), `labels` as written between the
  // braces (`class="2xx"`), of the program's own words only. Help is that of the first call.
  Counter& counter(std::string_view name, std::string_view help, std::string_view labels = {});
  Histogram& histogram(std::string_view name, std::string_view help,
                       std::span<const std::chrono::nanoseconds> bounds,
                       std::string_view labels = {});
  // `read` is called for every text(), on its thread, and must outlive the registry's use.
  void gauge(std::string_view name, std::string_view help, std::function<double()> read,
             std::string_view labels = {});

  // Prometheus text format 0.0.4, families by name.
  std::string text() const;
  static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

 private:
  struct Family {
    std::string help;
    // One kind a family: a name with two kinds is a programmer error.
    std::map<std::string, std::unique_ptr<Counter>, std::less<>> counters;
    std::map<std::string, std::unique_ptr<Histogram>, std::less<>> histograms;
    std::map<std::string, std::function<double()>, std::less<>> gauges;
  };
  using Families = std::map<std::string, Family, std::less<>>;

  static Family& family(Families& families, std::string_view name, std::string_view help);

  Mutex<Families> families_;
};

}  // namespace glassjar::net

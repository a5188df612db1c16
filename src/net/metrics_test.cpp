// Metrics and their Prometheus text.
#include "net/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace glassjar::net {
namespace {

TEST(Metrics, writes_families_as_prometheus_reads_them) {
  Metrics metrics;
  metrics.counter("b_total", "Bees.", "kind=\"honey\"").add(3);
  metrics.counter("b_total", "Bees.", "kind=\"wild\"").add();
  metrics.gauge("a_open", "Open.", [] { return 2.5; });
  EXPECT_EQ(metrics.text(),
            "# HELP a_open Open.\n# TYPE a_open gauge\na_open 2.5\n"
            "# HELP b_total Bees.\n# TYPE b_total counter\nb_total{kind=\"honey\"} 3\n"
            "b_total{kind=\"wild\"} 1\n");
}

TEST(Metrics, counts_durations_up_to_each_bound) {
  Metrics metrics;
  const std::array<std::chrono::nanoseconds, 2> bounds = {std::chrono::milliseconds(1),
                                                          std::chrono::milliseconds(10)};
  Histogram& histogram = metrics.histogram("t_seconds", "Time.", bounds);
  histogram.observe(std::chrono::milliseconds(1));
  histogram.observe(std::chrono::milliseconds(2));
  histogram.observe(std::chrono::milliseconds(100));
  EXPECT_EQ(metrics.text(),
            "# HELP t_seconds Time.\n# TYPE t_seconds histogram\n"
            "t_seconds_bucket{le=\"0.001\"} 1\nt_seconds_bucket{le=\"0.01\"} 2\n"
            "t_seconds_bucket{le=\"+Inf\"} 3\nt_seconds_sum 0.103\nt_seconds_count 3\n");
}

TEST(Metrics, gives_the_same_counter_for_the_same_name) {
  Metrics metrics;
  EXPECT_EQ(&metrics.counter("a", "A."), &metrics.counter("a", "A."));
  EXPECT_NE(&metrics.counter("a", "A."), &metrics.counter("a", "A.", "x=\"y\""));
}

TEST(Metrics, loses_no_count_of_any_thread) {
  Metrics metrics;
  const auto count = [&] {
    for (int i = 0; i < 10'000; ++i) metrics.counter("n", "N.").add();
  };
  std::thread one(count);
  std::thread two(count);
  one.join();
  two.join();
  EXPECT_EQ(metrics.counter("n", "N.").value(), 20'000U);
}

}  // namespace
}  // namespace glassjar::net

// Which pages count as begun and not finished.
#include "jar/continue_reading.h"

#include <gtest/gtest.h>

namespace glassjar::jar {
namespace {

const TimePoint kNow = *parse_time("2026-11-21T10:00:00Z");

model::Event view(std::string path, minutes ago) {
  return {.time = kNow - ago,
          .kind = model::EventKind::Pageview,
          .hostname = "example.org",
          .path = std::move(path)};
}

model::Event report(std::string path, minutes ago, uint8_t depth) {
  model::Event event = view(std::move(path), ago);
  event.kind = model::EventKind::Engagement;
  event.scroll_depth = depth;
  return event;
}

std::vector<std::string> paths(const std::vector<model::Event>& rows,
                               std::string_view current = "") {
  std::vector<std::string> found;
  for (const auto& page : unfinished(rows, current, kNow)) found.push_back(page.path);
  return found;
}

using Paths = std::vector<std::string>;

TEST(ContinueReading, shows_what_was_left_before_its_end) {
  EXPECT_EQ(paths({view("/a", minutes(9)), report("/a", minutes(8), 79)}), Paths{"/a"});
  EXPECT_EQ(paths({view("/a", minutes(9)), report("/a", minutes(8), 80)}), Paths{});
}

TEST(ContinueReading, shows_a_page_without_a_report) {
  EXPECT_EQ(paths({view("/a", minutes(9))}), Paths{"/a"});
  EXPECT_EQ(paths({view("/a", minutes(9)), report("/a", minutes(8), model::kNoScrollDepth)}),
            Paths{"/a"});
}

TEST(ContinueReading, takes_the_largest_depth_of_all_views) {
  EXPECT_EQ(paths({view("/a", minutes(9)), report("/a", minutes(8), 95), view("/a", minutes(3)),
                   report("/a", minutes(2), 10)}),
            Paths{});
  const auto pages = unfinished(std::vector{view("/a", minutes(9)), report("/a", minutes(8), 60),
                                            report("/a", minutes(2), 10)},
                                "", kNow);
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].scroll_depth, 60);
  EXPECT_EQ(pages[0].at, kNow - minutes(9));
  EXPECT_EQ(pages[0].hostname, "example.org");
}

TEST(ContinueReading, shows_the_latest_first_each_path_once_and_five_at_most) {
  std::vector<model::Event> rows;
  for (int i = 1; i <= 7; ++i) rows.push_back(view("/" + std::to_string(i), minutes(i)));
  rows.push_back(view("/7", minutes(0)));
  EXPECT_EQ(paths(rows), (Paths{"/7", "/1", "/2", "/3", "/4"}));
}

TEST(ContinueReading, leaves_out_the_current_page_and_what_is_old) {
  EXPECT_EQ(paths({view("/here", minutes(0)), view("/a", minutes(5))}, "/here"), Paths{"/a"});
  EXPECT_EQ(paths({view("/old", kUnfinishedSince + minutes(1)), view("/b", kUnfinishedSince)}),
            Paths{"/b"});
}

TEST(ContinueReading, keeps_hosts_apart_and_ignores_custom_events) {
  model::Event elsewhere = view("/a", minutes(1));
  elsewhere.hostname = "blog.example.org";
  model::Event click = view("/b", minutes(1));
  click.kind = model::EventKind::Custom;
  EXPECT_EQ(paths({view("/a", minutes(2)), elsewhere, click}), (Paths{"/a", "/a"}));
  EXPECT_EQ(paths({report("/c", minutes(1), 10)}), Paths{});
}

}  // namespace
}  // namespace glassjar::jar

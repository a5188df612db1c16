// Log entries come back as they were written, and anything else is DataLoss.
#include "storage/log_entry.h"

#include <gtest/gtest.h>

#include <random>

namespace glassjar::storage {
namespace {

using model::Event;

bool same(const LogEntry& a, const LogEntry& b) {
  // One form a value: equal bytes mean equal entries.
  return a.index() == b.index() && encode(a) == encode(b);
}

class EntryMaker {
 public:
  explicit EntryMaker(uint64_t seed) : engine_(seed) {}

  LogEntry entry();
  Event event();

 private:
  std::vector<Event> events() {
    std::vector<Event> made(below(4));
    for (Event& e : made) e = event();
    return made;
  }
  std::string text();
  uint64_t any() { return engine_(); }
  uint32_t small() { return static_cast<uint32_t>(engine_() >> 32 >> below(32)); }
  uint64_t below(uint64_t bound) { return engine_() % bound; }

  std::mt19937_64 engine_;
};

LogEntry EntryMaker::entry() {
  switch (below(4)) {
    case 0:
      return EventsLogged{events()};
    case 1:
      return ChoiceLogged{model::SiteId{small()}, model::PageLoadId{any()},
                          model::VisitorId{any()}};
    case 2:
      return RemovalLogged{model::ErasureId{any()}, model::SiteId{small()}, model::VisitorId{any()},
                           static_cast<RemovalLogged::How>(below(3))};
    default:
      return ImportLogged{model::SiteId{small()}, text(), text(), events()};
  }
}

Event EntryMaker::event() {
  Event e;
  e.site = model::SiteId{small()};
  e.time = TimePoint(microseconds(static_cast<int64_t>(any()) >> below(64)));
  e.day = LocalDay(days(static_cast<int32_t>(any())));
  e.utc_offset = minutes(static_cast<int>(below(2880)) - 1440);
  e.kind = static_cast<model::EventKind>(below(3));
  e.tier = static_cast<model::Tier>(below(3));
  e.interactive = below(2) == 1;
  if (below(2) == 1) e.page_load = model::PageLoadId{any()};
  if (below(2) == 1) e.visitor = model::VisitorId{any()};
  if (below(2) == 1) e.engagement_ms = small();
  if (below(2) == 1) e.scroll_depth = static_cast<uint8_t>(below(101));
  for (std::string* text_at :
       {&e.name, &e.hostname, &e.path, &e.attributes.referrer, &e.attributes.source,
        &e.attributes.channel, &e.attributes.utm_source, &e.attributes.utm_medium,
        &e.attributes.utm_campaign, &e.attributes.utm_content, &e.attributes.utm_term,
        &e.attributes.country, &e.attributes.device, &e.attributes.browser,
        &e.attributes.browser_version, &e.attributes.os, &e.attributes.os_version})
    *text_at = text();
  for (uint64_t i = below(4); i > 0; --i) e.props.emplace_back(text(), text());
  return e;
}

std::string EntryMaker::text() {
  switch (below(6)) {
    case 0:
      return "pageview";
    case 1:
      return std::string(below(300), '\xff');
    case 2:
      return std::string(1, '\0');
    case 3:
      return "/größe/…";
    default:
      return {};
  }
}

Event typical_event() {
  Event e;
  e.site = model::SiteId{3};
  e.time = TimePoint(microseconds(1795291200000000));
  e.day = LocalDay(days(20778));
  e.utc_offset = minutes(60);
  e.page_load = model::PageLoadId{0x1234567890abcdef};
  e.visitor = model::VisitorId{0xfedcba0987654321};
  e.name = "pageview";
  e.hostname = "example.org";
  e.path = "/articles/how-to-listen";
  e.attributes = {.channel = "Direct",
                  .country = "DE",
                  .device = "Desktop",
                  .browser = "Firefox",
                  .browser_version = "145",
                  .os = "Linux"};
  return e;
}

TEST(LogEntry, comes_back_as_it_was_written) {
  EntryMaker maker(1);
  for (int i = 0; i < 3000; ++i) {
    const LogEntry entry = maker.entry();
    const Result<LogEntry> back = decode_log_entry(encode(entry));
    ASSERT_TRUE(back.has_value()) << back.error().message;
    ASSERT_TRUE(same(*back, entry)) << "entry " << i;
  }
}

TEST(LogEntry, keeps_every_field_of_an_event) {
  EntryMaker maker(2);
  for (int i = 0; i < 1000; ++i) {
    const Event event = maker.event();
    const Result<LogEntry> back = decode_log_entry(encode(EventsLogged{{event}}));
    ASSERT_TRUE(back.has_value());
    ASSERT_EQ(std::get<EventsLogged>(*back).events.at(0), event) << "event " << i;
  }
}

TEST(LogEntry, keeps_choices_removals_and_imports) {
  const auto choice = std::get<ChoiceLogged>(*decode_log_entry(
      encode(ChoiceLogged{model::SiteId{7}, model::PageLoadId{8}, model::VisitorId{9}})));
  EXPECT_EQ(choice.site, model::SiteId{7});
  EXPECT_EQ(choice.page_load, model::PageLoadId{8});
  EXPECT_EQ(choice.visitor, model::VisitorId{9});

  const auto removal = std::get<RemovalLogged>(*decode_log_entry(encode(RemovalLogged{
      model::ErasureId{1}, model::SiteId{2}, model::VisitorId{3}, RemovalLogged::How::Unlink})));
  EXPECT_EQ(removal.erasure, model::ErasureId{1});
  EXPECT_EQ(removal.site, model::SiteId{2});
  EXPECT_EQ(removal.visitor, model::VisitorId{3});
  EXPECT_EQ(removal.how, RemovalLogged::How::Unlink);

  const auto import = std::get<ImportLogged>(*decode_log_entry(
      encode(ImportLogged{model::SiteId{4}, "id", std::string("a\0b", 3), {typical_event()}})));
  EXPECT_EQ(import.site, model::SiteId{4});
  EXPECT_EQ(import.import_id, "id");
  EXPECT_EQ(import.resume_state, std::string("a\0b", 3));
  EXPECT_EQ(import.events, std::vector{typical_event()});
}

TEST(LogEntry, leaves_out_seq_and_visit) {
  Event event = typical_event();
  event.seq = 77;
  event.visit = model::VisitId{5};
  const auto back = std::get<EventsLogged>(*decode_log_entry(encode(EventsLogged{{event}})));
  EXPECT_EQ(back.events.at(0), typical_event());
}

TEST(LogEntry, a_typical_page_view_takes_under_120_bytes) {
  EXPECT_LT(encode(EventsLogged{{typical_event()}}).size(), 120U);
}

TEST(LogEntry, truncated_anywhere_is_data_loss) {
  const std::string whole = encode(EventsLogged{{typical_event(), typical_event()}});
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto back = decode_log_entry(std::string_view(whole).substr(0, size));
    ASSERT_FALSE(back.has_value()) << size;
    ASSERT_EQ(back.error().code, ErrorCode::DataLoss);
  }
}

TEST(LogEntry, any_flipped_bit_is_data_loss) {
  const std::string whole = encode(EventsLogged{{typical_event(), typical_event()}});
  for (size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const auto back = decode_log_entry(flipped);
    ASSERT_FALSE(back.has_value()) << bit;
    ASSERT_EQ(back.error().code, ErrorCode::DataLoss);
  }
}

TEST(LogEntry, its_width_is_its_number_of_events_and_at_least_one) {
  EXPECT_EQ(width_of(EventsLogged{}), 1U);
  EXPECT_EQ(width_of(EventsLogged{std::vector<Event>(3)}), 3U);
  EXPECT_EQ(width_of(ImportLogged{{}, "", "", std::vector<Event>(2)}), 2U);
  EXPECT_EQ(width_of(ChoiceLogged{}), 1U);
  EXPECT_EQ(width_of(RemovalLogged{}), 1U);
}

}  // namespace
}  // namespace glassjar::storage

// The collector's rules: each step, each reason to drop, and that nothing of the person stays.
#include "ingest/pipeline.h"

#include <gtest/gtest.h>

#include "ingest/fake_records.h"
#include "ingest/salts.h"

namespace glassjar::ingest {
namespace {

constexpr const char* kFirefox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0";

UserAgents& user_agents() {
  static SeededRandom random(1);
  static UserAgents agents(random);
  return agents;
}
const Countries& countries() {
  static const Countries countries = Countries::built_in().value();
  return countries;
}
const Sources& sources() {
  static const Sources sources;
  return sources;
}

// Salts that depend on the day alone.
class FixedSalts final : public SaltSource {
 public:
  LocalDay day_in_force(const sites::KnownSite&, LocalDay day) override {
    return std::max(day, begun);
  }
  Salt salt_of(const sites::KnownSite&, LocalDay day) override {
    return {static_cast<uint8_t>(day.time_since_epoch().count())};
  }
  LocalDay begun{};
};

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() {
    site_ = *directory_.add("example.org", "Europe/Berlin", clock_.now(), 5).value();
    EXPECT_TRUE(directory_.add("other.org", "Etc/UTC", clock_.now(), 5));
  }

  Context context() {
    return {directory_, remembered_, salts_,    user_agents(), countries(),
            sources(),  clock_,      &counter_, &fates_};
  }
  model::Event accepted() {
    Outcome outcome = process(context(), sender_, incoming_, site_);
    EXPECT_TRUE(std::holds_alternative<Accepted>(outcome));
    return std::get<Accepted>(std::move(outcome)).event;
  }
  std::optional<model::DropReason> dropped() {
    const Outcome outcome = process(context(), sender_, incoming_, site_);
    const auto* drop = std::get_if<Dropped>(&outcome);
    return drop ? std::optional(drop->reason) : std::nullopt;
  }
  std::vector<storage::DailyCount> counts() {
    EXPECT_TRUE(counter_.flush(records_));
    return records_.counts();
  }

  FakeClock clock_{parse_time("2026-11-21T12:00:00Z").value()};
  FakeRecords records_;
  sites::Directory directory_{records_};
  consent::Remembered remembered_{records_, clock_};
  FixedSalts salts_;
  DailyCounter counter_;
  LastFates fates_{1};
  sites::KnownSite site_{{}, model::Zone::utc()};
  Sender sender_{.address = "134.76.10.47", .user_agent = kFirefox};
  Incoming incoming_{.domain = "example.org",
                     .name = "pageview",
                     .url = "https://example.org/bread",
                     .referrer = "https://www.google.com/"};
};

TEST_F(PipelineTest, completes_a_pageview) {
  const model::Event event = accepted();
  EXPECT_EQ(event.site, site_.record.id);
  EXPECT_EQ(event.kind, model::EventKind::Pageview);
  EXPECT_EQ(event.tier, model::Tier::Anonymous);
  EXPECT_EQ(event.time, clock_.now());
  EXPECT_EQ(to_iso(event.day), "2026-11-21");
  EXPECT_EQ(event.utc_offset, minutes(60));
  EXPECT_EQ(event.name, "pageview");
  EXPECT_EQ(event.hostname, "example.org");
  EXPECT_EQ(event.path, "/bread");
  EXPECT_FALSE(event.interactive);
  EXPECT_TRUE(is_set(event.visitor));
  EXPECT_EQ(event.attributes.country, "DE");
  EXPECT_EQ(event.attributes.browser, "Firefox");
  EXPECT_EQ(event.attributes.os, "Linux");
  EXPECT_EQ(event.attributes.device, "Desktop");
  EXPECT_EQ(event.attributes.source, "Google");
  EXPECT_EQ(event.attributes.channel, "Organic Search");
  EXPECT_EQ(event.attributes.referrer, "google.com");
}

TEST_F(PipelineTest, refuses_prefetches) {
  sender_.prefetch = true;
  EXPECT_EQ(dropped(), model::DropReason::Prefetch);
}

TEST_F(PipelineTest, refuses_bots) {
  sender_.user_agent = "Googlebot/2.1 (+http://www.google.com/bot.html)";
  EXPECT_EQ(dropped(), model::DropReason::Bot);
}

TEST_F(PipelineTest, refuses_senders_without_a_user_agent) {
  sender_.user_agent.clear();
  EXPECT_EQ(dropped(), model::DropReason::NoUserAgent);
}

TEST_F(PipelineTest, obeys_a_no_before_anything_else_about_the_person) {
  sender_.said_no = true;
  sender_.user_agent.clear();
  EXPECT_EQ(dropped(), model::DropReason::SaidNo);
}

TEST_F(PipelineTest, refuses_other_hosts) {
  for (const char* url : {"https://copy.example/bread", "https://notexample.org/", "/no-host",
                          "https://example.org.evil.example/"}) {
    incoming_.url = url;
    EXPECT_EQ(dropped(), model::DropReason::HostnameNotAllowed) << url;
  }
}

TEST_F(PipelineTest, takes_the_sites_subdomains) {
  incoming_.url = "https://www.example.org/";
  EXPECT_EQ(accepted().hostname, "www.example.org");
  incoming_.url = "https://shop.example.org/";
  EXPECT_EQ(accepted().hostname, "shop.example.org");
}

TEST_F(PipelineTest, takes_only_listed_hosts_where_there_is_a_list) {
  site_.record.hostnames = {"www.bread.example"};
  EXPECT_EQ(dropped(), model::DropReason::HostnameNotAllowed);
  incoming_.url = "https://bread.example/";
  EXPECT_EQ(dropped(), std::nullopt);
}

TEST_F(PipelineTest, refuses_times_out_of_bounds) {
  sender_.trusted = true;
  incoming_.time = clock_.now() + days(1) + seconds(1);
  EXPECT_EQ(dropped(), model::DropReason::InFuture);
  incoming_.time = clock_.now() - kRetention - seconds(1);
  EXPECT_EQ(dropped(), model::DropReason::TooOld);
}

TEST_F(PipelineTest, takes_old_events_of_imports) {
  sender_.trusted = sender_.imported = true;
  incoming_.time = clock_.now() - 10 * kRetention;
  EXPECT_EQ(accepted().time, *incoming_.time);
}

TEST_F(PipelineTest, lets_only_trusted_senders_set_the_time) {
  incoming_.time = clock_.now() - hours(30);
  EXPECT_EQ(accepted().time, clock_.now());
  sender_.trusted = true;
  const model::Event event = accepted();
  EXPECT_EQ(event.time, *incoming_.time);
  EXPECT_EQ(to_iso(event.day), "2026-11-20");
}

TEST_F(PipelineTest, uses_the_offset_of_the_events_own_time) {
  sender_.trusted = true;
  incoming_.time = parse_time("2026-07-01T12:00:00Z").value();
  EXPECT_EQ(accepted().utc_offset, minutes(120));
}

TEST_F(PipelineTest, never_lets_the_day_go_back_with_the_clock) {
  salts_.begun = site_.zone.day_of(clock_.now()) + days(1);
  const model::Event event = accepted();
  EXPECT_EQ(event.day, salts_.begun);
  EXPECT_EQ(event.time, site_.zone.start_of(salts_.begun));
}

TEST_F(PipelineTest, gives_no_id_to_those_who_signal) {
  sender_.signal = true;
  const model::Event event = accepted();
  EXPECT_EQ(event.tier, model::Tier::Signal);
  EXPECT_FALSE(is_set(event.visitor));
}

TEST_F(PipelineTest, knows_whom_the_cookie_remembers_even_with_a_signal) {
  storage::Jar jar{.id = model::JarId{7}, .remembers = true, .expires = clock_.now() + days(30)};
  jar.visitor_key = {1, 2, 3};
  remembered_.put(storage::hash_of_secret("cookie"), jar);
  sender_.jar_cookie = "cookie";
  sender_.signal = true;
  const model::Event event = accepted();
  EXPECT_EQ(event.tier, model::Tier::Remembered);
  EXPECT_EQ(event.visitor, consent::visitor_on(jar.visitor_key, site_.record.id));
}

TEST_F(PipelineTest, treats_an_unknown_cookie_as_none) {
  sender_.jar_cookie = "unknown";
  EXPECT_EQ(accepted().tier, model::Tier::Anonymous);
}

TEST_F(PipelineTest, numbers_the_anonymous_by_day) {
  const auto today = accepted().visitor;
  EXPECT_EQ(accepted().visitor, today);
  clock_.advance(days(1));
  EXPECT_NE(accepted().visitor, today);
}

TEST_F(PipelineTest, finds_the_anonymous_number_again) {
  EXPECT_EQ(visitor_of_anonymous(context(), sender_, site_), accepted().visitor);
}

TEST_F(PipelineTest, takes_the_sites_own_pages_for_no_source) {
  for (const char* own : {"https://example.org/other", "https://www.example.org/"}) {
    incoming_.referrer = own;
    const model::Attributes attributes = accepted().attributes;
    EXPECT_EQ(attributes.referrer + attributes.source, "") << own;
    EXPECT_EQ(attributes.channel, "Direct") << own;
  }
}

TEST_F(PipelineTest, keeps_declared_properties_and_counts_the_others) {
  site_.record.declared_props = {"plan"};
  incoming_.props = {{"plan", "pro"}, {"email", "jo@example.org"}};
  const model::Event event = accepted();
  ASSERT_EQ(event.props.size(), 1U);
  EXPECT_EQ(event.props[0], (std::pair<std::string, std::string>("plan", "pro")));
  ASSERT_EQ(counts().size(), 1U);
  EXPECT_EQ(counts()[0].kind, "undeclared_prop");
  EXPECT_EQ(counts()[0].label, "email");
}

TEST_F(PipelineTest, keeps_declared_query_keys_as_properties) {
  site_.record.declared_query_keys = {"size"};
  incoming_.url += "?size=XL&q=jo";
  ASSERT_EQ(accepted().props.size(), 1U);
  EXPECT_EQ(accepted().props[0].second, "XL");
}

TEST_F(PipelineTest, completes_a_custom_event) {
  incoming_.name = "Sign-up";
  const model::Event event = accepted();
  EXPECT_EQ(event.kind, model::EventKind::Custom);
  EXPECT_TRUE(event.interactive);
  incoming_.interactive = false;
  EXPECT_FALSE(accepted().interactive);
}

TEST_F(PipelineTest, completes_a_report_of_reading) {
  incoming_.name = "engagement";
  incoming_.engagement_ms = 4'000;
  incoming_.scroll_depth = 80;
  incoming_.page_load = model::PageLoadId{9};
  const model::Event event = accepted();
  EXPECT_EQ(event.kind, model::EventKind::Engagement);
  EXPECT_EQ(event.engagement_ms, 4'000U);
  EXPECT_EQ(event.scroll_depth, 80);
  EXPECT_EQ(event.page_load, model::PageLoadId{9});
}

TEST_F(PipelineTest, counts_each_drop_by_its_reason) {
  sender_.prefetch = true;
  dropped();
  ASSERT_EQ(counts().size(), 1U);
  EXPECT_EQ(counts()[0].label, "prefetch");
  EXPECT_EQ(fates_.of(site_.record.id)->dropped, model::DropReason::Prefetch);
}

TEST_F(PipelineTest, tells_the_set_up_panel_of_counted_events) {
  accepted();
  EXPECT_EQ(fates_.of(site_.record.id)->dropped, std::nullopt);
  EXPECT_EQ(fates_.of(site_.record.id)->events, 1U);
}

TEST_F(PipelineTest, serves_several_sites_with_one_event) {
  incoming_.domain = "example.org, other.org";
  const Outcomes outcomes = process_all(context(), sender_, {&incoming_, 1}).value();
  ASSERT_EQ(outcomes.accepted.size(), 1U);  // other.org does not know the page's host
  ASSERT_EQ(outcomes.dropped.size(), 1U);
  EXPECT_EQ(outcomes.dropped[0].reason, model::DropReason::HostnameNotAllowed);
}

TEST_F(PipelineTest, refuses_a_whole_request_that_names_an_unknown_site) {
  std::vector<Incoming> events(2, incoming_);
  events[0].url = "https://elsewhere.example/";
  events[1].domain = "unknown.example";
  const auto outcomes = process_all(context(), sender_, events);
  ASSERT_FALSE(outcomes);
  EXPECT_EQ(outcomes.error().code, ErrorCode::NotFound);
  EXPECT_EQ(outcomes.error().message,
            "site \"unknown.example\": unknown; add it with glassjar site add unknown.example");
  EXPECT_TRUE(counts().empty());
}

// What each text of an event says, with blanks between.
std::string all_texts(const model::Event& event) {
  const model::Attributes& a = event.attributes;
  std::string all;
  for (const std::string* text :
       {&event.name, &event.hostname, &event.path, &a.referrer, &a.source, &a.channel,
        &a.utm_source, &a.utm_medium, &a.utm_campaign, &a.utm_content, &a.utm_term, &a.country,
        &a.device, &a.browser, &a.browser_version, &a.os, &a.os_version})
    all += *text + " ";
  for (const auto& [name, value] : event.props) all += name + " " + value + " ";
  return all;
}

TEST_F(PipelineTest, keeps_nothing_that_names_the_person) {
  site_.record.declared_props = {"plan"};
  sender_.user_agent = std::string(kFirefox) + " MARKEDAGENT";
  sender_.address = "134.76.99.98";
  incoming_.name = "Sign-up marked@example.org";
  incoming_.url =
      "https://marked:marked@example.org/u/marked%40example.org/MARKED0a1b2c3d4e5f6a7b8c9d0e1f"
      "?token=marked&utm_source=marked@example.org&utm_term=MARKED0a1b2c3d4e5f6a7b8c9d&gclid=marked"
      "&marked=1#marked";
  incoming_.referrer = "https://mail.example.net/marked@example.org?marked#marked";
  incoming_.props = {{"plan", "marked@example.org"}, {"marked", "marked"}};
  const std::string texts = all_texts(accepted());
  for (const char* mark : {"marked", "MARKED", "134.76", "token", "Gecko"})
    EXPECT_EQ(texts.find(mark), std::string::npos) << mark << " in " << texts;
}

}  // namespace
}  // namespace glassjar::ingest

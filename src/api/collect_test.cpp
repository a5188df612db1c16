// The collect endpoint from request to reply, with a spool that fails when told to.
#include "api/collect.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "ingest/fake_records.h"
#include "ingest/salts.h"
#include "storage/log_entry.h"

namespace glassjar::api {
namespace {

namespace json = boost::json;

constexpr const char* kFirefox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0";
constexpr const char* kPageview =
    R"({"n":"pageview","u":"https://example.org/bread","d":"example.org"})";

class FakeSpool final : public storage::Spool {
 public:
  void append(std::string payload, uint32_t width, Done done) override {
    waiting.push_back(std::move(done));
    payloads.push_back(std::move(payload));
    widths.push_back(width);
  }
  // Reports the outcome of the oldest entry.
  void commit(const Result<void>& outcome = {}) {
    waiting.front()(outcome);
    waiting.erase(waiting.begin());
  }
  Result<uint64_t> append_and_wait(std::string, uint32_t) override { CHECK(false); }
  uint64_t id() const override { return 1; }
  uint64_t next_seq() const override { return 1; }
  Result<std::vector<storage::SpoolEntry>> read(uint64_t, size_t) override { CHECK(false); }
  void wait_for(uint64_t, std::chrono::milliseconds) override {}
  void wake() override {}
  Result<void> trim(uint64_t, Trim) override { CHECK(false); }

  std::vector<Done> waiting;
  std::vector<std::string> payloads;
  std::vector<uint32_t> widths;
};

class FixedSalts final : public ingest::SaltSource {
 public:
  LocalDay day_in_force(const sites::KnownSite&, LocalDay day) override { return day; }
  ingest::Salt salt_of(const sites::KnownSite&, LocalDay) override { return {1}; }
};

class Answer final : public net::Responder::Target {
 public:
  void respond(net::Response&& given) override { response = std::move(given); }
  std::optional<net::Response> response;

  std::string field(std::string_view name) const {
    for (const auto& [key, value] : response->fields)
      if (key == name) return value;
    return "";
  }
};

ingest::UserAgents& user_agents() {
  static SeededRandom random(1);
  static ingest::UserAgents agents(random);
  return agents;
}
const ingest::Countries& countries() {
  static const ingest::Countries countries = ingest::Countries::built_in().value();
  return countries;
}

class CollectTest : public testing::Test {
 protected:
  CollectTest() {
    EXPECT_TRUE(directory_.add("example.org", "Etc/UTC", clock_.now(), 5));
    request_.method = net::Method::Post;
    request_.peer = &peer_;
    request_.body = kPageview;
    set("User-Agent", kFirefox);
  }

  void set(std::string_view name, std::string_view value) { fields_.push_back({name, value}); }
  std::shared_ptr<Answer> post() {
    request_.fields = fields_;
    auto answer = std::make_shared<Answer>();
    handler_(request_, net::Responder(answer));
    return answer;
  }
  std::shared_ptr<Answer> post_and_commit() {
    auto answer = post();
    spool_.commit();
    return answer;
  }
  model::Event stored(size_t entry = 0) {
    auto decoded = storage::decode_log_entry(spool_.payloads.at(entry)).value();
    return std::get<storage::EventsLogged>(decoded).events.at(0);
  }

  FakeClock clock_{parse_time("2026-11-21T12:00:00Z").value()};
  ingest::FakeRecords records_;
  sites::Directory directory_{records_};
  consent::Remembered remembered_{records_, clock_};
  FixedSalts salts_;
  ingest::Sources sources_;
  ingest::DailyCounter counter_;
  ingest::LastFates fates_{1};
  FakeSpool spool_;
  ingest::Collector collector_{{directory_, remembered_, salts_, user_agents(), countries(),
                                sources_, clock_, &counter_, &fates_},
                               spool_};
  net::Handler handler_ = collect(
      collector_,
      {.may_write = [](const net::Request& r) { return r.field("authorization") == "Bearer t"; },
       .is_own_origin = [](std::string_view origin) { return origin == "https://example.org"; }});
  net::Peer peer_{"127.0.0.1"};
  std::vector<net::Field> fields_;
  net::Request request_;
};

TEST_F(CollectTest, answers_only_when_the_event_is_durable) {
  const auto answer = post();
  EXPECT_FALSE(answer->response.has_value());
  spool_.commit();
  ASSERT_TRUE(answer->response.has_value());
  EXPECT_EQ(answer->response->status, 202);
  EXPECT_EQ(answer->response->body, "ok");
  EXPECT_EQ(answer->field("glassjar-dropped"), "");
  EXPECT_EQ(stored().path, "/bread");
}

TEST_F(CollectTest, says_try_later_when_the_spool_cannot_write) {
  const auto answer = post();
  spool_.commit(fail(ErrorCode::Unavailable, "append to spool: disk full"));
  EXPECT_EQ(answer->response->status, 503);
  EXPECT_NE(answer->field("Retry-After"), "");
}

TEST_F(CollectTest, names_the_reason_of_a_drop_and_stores_nothing) {
  set("Cookie", "jar-choice=no");
  set("Host", "localhost:8080");
  const auto answer = post();
  EXPECT_EQ(answer->response->status, 202);
  EXPECT_EQ(answer->field("glassjar-dropped"), "said_no");
  EXPECT_EQ(answer->field("x-plausible-dropped"), "1");
  EXPECT_TRUE(spool_.payloads.empty());
}

TEST_F(CollectTest, answers_arrays_with_the_place_of_each_drop) {
  request_.body =
      R"([{"n":"pageview","u":"https://example.org/a","d":"example.org"},
          {"n":"pageview","u":"https://copy.example/b","d":"example.org"},
          {"n":"pageview","u":"https://example.org/c","d":"example.org"}])";
  const auto answer = post_and_commit();
  EXPECT_EQ(
      json::parse(answer->response->body),
      json::parse(R"({"accepted":2,"dropped":[{"index":1,"reason":"hostname_not_allowed"}]})"));
  EXPECT_EQ(answer->field("x-plausible-dropped"), "1");
  ASSERT_EQ(spool_.widths.size(), 1U);
  EXPECT_EQ(spool_.widths[0], 2U);
}

TEST_F(CollectTest, refuses_an_unknown_site_with_the_way_to_add_it) {
  request_.body = R"({"n":"pageview","u":"https://new.example/","d":"new.example"})";
  const auto answer = post();
  EXPECT_EQ(answer->response->status, 404);
  EXPECT_NE(answer->response->body.find("glassjar site add new.example"), std::string::npos);
}

TEST_F(CollectTest, names_the_field_that_is_wrong) {
  request_.body = R"({"n":"pageview"})";
  request_.id = 10;
  const auto answer = post();
  EXPECT_EQ(answer->response->status, 400);
  EXPECT_EQ(json::parse(answer->response->body),
            json::parse(R"({"errors":{"url":"missing"},"error":"url: missing",
                            "request_id":"000000000000000a"})"));
}

TEST_F(CollectTest, lets_other_origins_read_the_answer) {
  set("Origin", "https://elsewhere.example");
  EXPECT_EQ(post_and_commit()->field("Access-Control-Allow-Origin"), "*");
}

TEST_F(CollectTest, obeys_either_signal) {
  set("DNT", "1");
  post_and_commit();
  EXPECT_EQ(stored().tier, model::Tier::Signal);
}

TEST_F(CollectTest, refuses_prefetches) {
  set("Sec-Purpose", "prefetch;prerender");
  EXPECT_EQ(post()->field("glassjar-dropped"), "prefetch");
}

TEST_F(CollectTest, believes_the_last_of_several_forwarding_fields) {
  set("X-Forwarded-For", "133.11.0.1");  // from the client: Japan
  set("X-Forwarded-For", "134.76.10.47");
  post_and_commit();
  EXPECT_EQ(stored().attributes.country, "DE");
}

TEST_F(CollectTest, believes_no_forwarding_field_of_a_stranger) {
  peer_.address = "133.11.0.1";
  set("X-Forwarded-For", "134.76.10.47");
  post_and_commit();
  EXPECT_EQ(stored().attributes.country, "JP");
}

TEST_F(CollectTest, lets_a_token_say_time_and_address) {
  peer_.address = "133.11.0.1";
  set("Authorization", "Bearer t");
  set("X-Forwarded-For", "134.76.10.47");
  request_.body = R"({"n":"pageview","u":"https://example.org/","d":"example.org",
                      "ts":"2026-11-01T10:00:00Z"})";
  post_and_commit();
  EXPECT_EQ(stored().attributes.country, "DE");
  EXPECT_EQ(to_iso(stored().time), "2026-11-01T10:00:00Z");
}

TEST_F(CollectTest, explains_without_storing_or_counting) {
  set("X-Debug-Request", "true");
  set("X-Forwarded-For", "134.76.10.47");
  const auto answer = post();
  EXPECT_EQ(answer->response->status, 200);
  const json::value body = json::parse(answer->response->body);
  EXPECT_EQ(body.at("ip").as_string(), "134.76.10.47");
  EXPECT_EQ(body.at("would_keep").at(0).at("country").as_string(), "DE");
  EXPECT_EQ(body.at("would_keep").at(0).at("tier").as_string(), "anonymous");
  EXPECT_TRUE(spool_.payloads.empty());
  EXPECT_FALSE(fates_.of(model::SiteId{1}).has_value());
}

TEST_F(CollectTest, writes_neither_address_nor_agent_into_the_spool) {
  set("X-Forwarded-For", "134.76.99.98");
  post_and_commit();
  for (const char* mark : {"134.76", "Gecko", "rv:120"})
    EXPECT_EQ(spool_.payloads[0].find(mark), std::string::npos) << mark;
}

}  // namespace
}  // namespace glassjar::api

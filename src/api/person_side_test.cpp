// The person's side and the inbox through their endpoints, over the memory engines: one browser
// after another does what a person would, and what a stranger might try.
#include "api/person_side.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "api/conversations_add.h"
#include "api/conversations_ask.h"
#include "api/conversations_lessons.h"
#include "api/inbox_close.h"
#include "api/inbox_lesson.h"
#include "api/inbox_list.h"
#include "api/inbox_read.h"
#include "api/inbox_reply.h"
#include "api/jar_choice.h"
#include "api/jar_close.h"
#include "api/jar_continue.h"
#include "api/jar_conversations.h"
#include "api/jar_download.h"
#include "api/jar_empty.h"
#include "api/jar_erasure.h"
#include "api/jar_open.h"
#include "api/jar_pages.h"
#include "api/jar_state.h"
#include "api/jar_unlink.h"
#include "conversations/conversation_records.h"
#include "storage/memory_stores.h"

namespace glassjar::api {
namespace {

using boost::json::object;
using boost::json::value;
const TimePoint kStart = *parse_time("2026-11-21T10:00:00Z");

// A browser with its cookies; it sends what was set, as browsers do.
struct FakeBrowser {
  std::map<std::string, std::string> cookies;
  std::vector<std::pair<std::string, std::string>> extra_fields;
  std::string host = "stats.example.org";
  bool tls = true;

  std::string cookie_field() const {
    std::string text;
    for (const auto& [name, value] : cookies)
      text += (text.empty() ? "" : "; ") + name + "=" + value;
    return text;
  }
  void take(const net::Response& response) {
    for (const auto& [name, value] : response.fields) {
      if (name != "Set-Cookie") continue;
      const size_t equals = value.find('=');
      const size_t end = value.find(';');
      const std::string cookie = value.substr(0, equals);
      if (value.find("Max-Age=0;") != std::string::npos)
        cookies.erase(cookie);
      else
        cookies[cookie] = value.substr(equals + 1, end - equals - 1);
    }
  }
};

std::string field(const net::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.fields)
    if (key == name) return value;
  return "";
}

struct Sent {
  Sent(std::string b, std::string q = "", std::string i = "")  // NOLINT(*-explicit-*)
      : body(std::move(b)), query(std::move(q)), id(std::move(i)) {}
  Sent(const char* b) : Sent(std::string(b)) {}  // NOLINT(*-explicit-*)
  std::string body;
  std::string query;
  std::string id;  // of the path
};

class PersonSideTest : public testing::Test {
 protected:
  using Endpoint = net::Response (*)(const net::Request&, PersonSide&);
  using StaffEndpoint = net::Response (*)(const net::Request&, const StaffIdentity&,
                                          conversations::Inbox&);

  void SetUp() override { site = *directory.add("example.org", "Etc/UTC", kStart, 1); }

  // Makes the request and keeps the cookies of the answer.
  net::Response send(FakeBrowser& from, Endpoint endpoint, const Sent& sent) {
    const std::string cookies = from.cookie_field();
    std::vector<net::Field> fields{{"Host", from.host}, {"Cookie", cookies}};
    for (const auto& [name, text] : from.extra_fields) fields.push_back({name, text});
    net::Request request{.query = sent.query, .fields = fields, .body = sent.body, .tls = from.tls};
    request.params.emplace_back("id", sent.id);
    net::Response response = endpoint(request, side);
    from.take(response);
    return response;
  }
  // The same, as JSON.
  value call(FakeBrowser& from, Endpoint endpoint, const Sent& sent, int status = 200) {
    const net::Response response = send(from, endpoint, sent);
    EXPECT_EQ(response.status, status) << response.body;
    return response.body.empty() ? value() : boost::json::parse(response.body);
  }
  value state(FakeBrowser& from) {
    return boost::json::parse(send(from, jar_state, {"", "site=example.org"}).body);
  }
  value staff(StaffEndpoint endpoint, std::string id, std::string_view body, int status = 200) {
    net::Request request{.body = body};
    request.params.emplace_back("id", std::move(id));
    const StaffIdentity maria{.id = model::StaffId(4),
                              .owner = model::OwnerId(1),
                              .role = storage::Role::Service,
                              .email = "maria@example.org"};
    const net::Response response = endpoint(request, maria, inbox);
    EXPECT_EQ(response.status, status) << response.body;
    return response.body.empty() ? value() : boost::json::parse(response.body);
  }
  std::string choice(std::string_view word) const {
    return boost::json::serialize(
        object{{"site", "example.org"}, {"choice", word}, {"page_load", "abc"}});
  }
  std::string question(std::string_view text, std::string_view path = "/coats") {
    return boost::json::serialize(
        object{{"site", "example.org"}, {"path", path}, {"text", text}, {"keep_for", "30d"}});
  }
  // What the loader does: stored rows of the remembered browser.
  void store_pageview(const FakeBrowser& from, const std::string& path) {
    const auto visitor = remembered.visitor(from.cookies.at("__Host-jar"), site->record.id);
    ASSERT_TRUE(visitor);
    ++seq;
    const model::Event row{.seq = seq,
                           .site = site->record.id,
                           .time = clock.now(),
                           .day = site->zone.day_of(clock.now()),
                           .tier = model::Tier::Remembered,
                           .visitor = *visitor,
                           .visit = model::VisitId(1),
                           .name = "pageview",
                           .hostname = "example.org",
                           .path = path};
    ASSERT_TRUE(
        stores.events.apply({.spool_id = 9, .first_seq = seq, .next_seq = seq + 1, .rows = {row}}));
  }
  // And what it does with removals: rows go, then the erasure is confirmed.
  void carry_out_removals() {
    const auto entries = stores.spool.read(0, 1 << 20);
    for (const auto& entry : *entries) {
      const auto logged = storage::decode_log_entry(entry.payload);
      const auto* removal = std::get_if<storage::RemovalLogged>(&*logged);
      if (!removal) continue;
      const auto rows = stores.events.remove({*removal});
      ASSERT_TRUE(rows);
      ASSERT_TRUE(erasures.confirm(*removal, *rows));
    }
  }

  storage::MemoryStores stores;
  FakeClock clock{kStart};
  SeededRandom random{5};
  sites::Directory directory{stores.records};
  std::shared_ptr<const sites::KnownSite> site;
  consent::Remembered remembered{stores.records, clock};
  consent::NewJars new_jars{clock, random};
  consent::Choices choices{stores.records, stores.spool, remembered, new_jars, clock, random};
  access_log::AccessLog log;
  conversations::ConversationRecords holder{stores.keys, directory};
  conversations::Asking asking{stores.records, stores.keys, new_jars, clock, random};
  conversations::Inbox inbox{stores.records, stores.keys, log, directory, clock, random};
  jar::Excluded excluded;
  jar::Erasures erasures{{.records = stores.records,
                          .keys = stores.keys,
                          .spool = stores.spool,
                          .directory = directory,
                          .remembered = remembered,
                          .access_log = log,
                          .excluded = excluded,
                          .holders = {&holder, &log},
                          .purge_spool = [] { return Result<void>(); }},
                         clock,
                         random};
  jar::Jar jar{stores.records, stores.events, directory, log, {&holder, &log}, clock};
  PersonSide side{.sites = directory,
                  .choices = choices,
                  .asking = asking,
                  .jar = jar,
                  .erasures = erasures,
                  .client_address = [](const net::Request&) { return std::string("192.0.2.1"); },
                  .todays_number = [](const net::Request&,
                                      const sites::KnownSite&) { return model::VisitorId(77); }};
  FakeBrowser browser;
  uint64_t seq = 0;
};

constexpr const char* kSiteBody = R"({"site":"example.org"})";

TEST_F(PersonSideTest, a_new_browser_is_anonymous_and_gets_no_cookie) {
  const net::Response response = send(browser, jar_state, {"", "site=example.org"});
  EXPECT_EQ(field(response, "Set-Cookie"), "");
  EXPECT_EQ(boost::json::parse(response.body),
            boost::json::parse(R"({"site":"example.org","owner":"example.org","state":"anonymous",
              "signal":false,"can_remember":true,"cannot_remember":null,"keep_for":null,
              "expires":null,"number_loses_key_at":"2026-11-22T00:00:00Z","answers_waiting":0})"));
}

TEST_F(PersonSideTest, a_signal_is_told_and_a_choice_goes_before_it) {
  browser.extra_fields = {{"Sec-GPC", "0"}, {"Sec-GPC", "1"}};
  EXPECT_EQ(state(browser).at("state"), "signal");
  EXPECT_EQ(state(browser).at("signal"), true);
  call(browser, jar_choice, choice("30d"));
  EXPECT_EQ(state(browser).at("state"), "remembered");
  EXPECT_EQ(state(browser).at("signal"), true);
}

TEST_F(PersonSideTest, remembering_answers_with_the_new_state) {
  const value after = call(browser, jar_choice, choice("13m"));
  EXPECT_EQ(after.at("state"), "remembered");
  EXPECT_EQ(after.at("keep_for"), "13m");
  EXPECT_EQ(after.at("expires"), "2027-12-21T10:00:00Z");
  EXPECT_TRUE(browser.cookies.contains("__Host-jar"));
  EXPECT_FALSE(browser.cookies.contains("__Host-jar-choice"));
}

TEST_F(PersonSideTest, a_no_holds_until_the_person_takes_it_back) {
  call(browser, jar_choice, choice("30d"));
  EXPECT_EQ(call(browser, jar_choice, choice("no")).at("state"), "no");
  EXPECT_EQ(browser.cookies.at("__Host-jar-choice"), "no");
  EXPECT_EQ(state(browser).at("state"), "no");
  EXPECT_EQ(state(browser).at("keep_for"), "30d");
  EXPECT_EQ(call(browser, jar_choice, choice("visit")).at("state"), "remembered");
  EXPECT_FALSE(browser.cookies.contains("__Host-jar-choice"));
}

TEST_F(PersonSideTest, where_no_cookie_may_be_set_it_says_why_and_sets_none) {
  browser.tls = false;
  EXPECT_EQ(state(browser).at("cannot_remember"), "plain_http");
  call(browser, jar_choice, choice("30d"), 403);
  call(browser, conversations_ask, question("Hello"), 403);
  browser.tls = true;
  browser.host = "stats.example.net";
  EXPECT_EQ(state(browser).at("cannot_remember"), "not_same_site");
  EXPECT_EQ(state(browser).at("can_remember"), false);
  call(browser, jar_choice, choice("no"), 403);
  EXPECT_TRUE(browser.cookies.empty());
}

TEST_F(PersonSideTest, wrong_bodies_are_refused_by_name) {
  const auto error = [&](Endpoint endpoint, const std::string& body, int status) {
    return std::string(call(browser, endpoint, body, status).at("error").as_string());
  };
  EXPECT_EQ(error(jar_choice, "[]", 400), "body: want a JSON object");
  EXPECT_EQ(error(jar_choice, R"({"choice":"30d"})", 400), "site: missing");
  EXPECT_EQ(error(jar_choice, R"({"site":"nowhere.org","choice":"30d"})", 404), "site: unknown");
  EXPECT_EQ(error(jar_choice, R"({"site":"example.org","choice":"ever"})", 400),
            "choice: want \"visit\", \"30d\", \"13m\" or \"no\"");
  EXPECT_EQ(error(jar_choice, R"({"site":"example.org","choice":"30d","page_load":"xyz"})", 400),
            "page_load: want hexadecimal digits");
  EXPECT_EQ(error(conversations_ask, question(""), 400), "text: nothing in it");
  EXPECT_EQ(error(conversations_ask, question("a", "https://evil.net/"), 400),
            "path: begins with \"/\"");
  EXPECT_EQ(error(jar_pages, R"({"site":"example.org","after":"x"})", 400),
            "after: want a whole number from 0");
  EXPECT_EQ(error(jar_erasure, R"({"receipt":"x"})", 404), "ask for an erasure: no such receipt");
}

TEST_F(PersonSideTest, without_a_key_nothing_opens) {
  browser.cookies["__Host-jar"] = "forged";
  for (const Endpoint endpoint :
       {jar_open, jar_pages, jar_download, jar_continue, jar_conversations, jar_empty})
    call(browser, endpoint, kSiteBody, 401);
  call(browser, conversations_add, {R"({"text":"hi"})", "", "1"}, 401);
  EXPECT_EQ(state(browser).at("state"), "anonymous");
}

TEST_F(PersonSideTest, the_jar_opens_on_what_is_held) {
  call(browser, jar_choice, choice("30d"));
  store_pageview(browser, "/a");
  store_pageview(browser, "/b");
  const value opened = call(browser, jar_open, kSiteBody);
  EXPECT_EQ(opened.at("held").at(0),
            boost::json::parse(R"({"kind":"pageviews","count":2,"benefit":"benefit_pageviews",
              "kept_until":"2026-12-21T10:00:00Z","source":"this_browser"})"));
  EXPECT_EQ(opened.at("openings").at(0),
            boost::json::parse(R"({"at":"2026-11-21T10:00:00Z","actor":"you","role":"",
              "action":"view","object":"jar","count":1,"purpose":"show_own"})"));
  const value pages = call(browser, jar_pages, kSiteBody);
  EXPECT_EQ(pages.at("pages").as_array().size(), 2u);
  EXPECT_EQ(pages.at("more"), false);
  EXPECT_EQ(pages.at("pages").at(0).at("path"), "/a");
  EXPECT_TRUE(pages.at("pages").at(0).at("scroll_depth").is_null());
  EXPECT_EQ(
      call(browser, jar_pages, R"({"site":"example.org","after":1})").at("pages").as_array().size(),
      1u);
  const value unfinished = call(browser, jar_continue, R"({"site":"example.org","path":"/b"})");
  EXPECT_EQ(unfinished.at("pages").as_array().size(), 1u);
  EXPECT_EQ(unfinished.at("pages").at(0).at("path"), "/a");
}

TEST_F(PersonSideTest, the_download_is_a_zip_file_to_keep) {
  call(browser, jar_choice, choice("30d"));
  const net::Response response = send(browser, jar_download, kSiteBody);
  EXPECT_EQ(response.content_type, "application/zip");
  EXPECT_TRUE(response.body.starts_with("PK"));
  EXPECT_EQ(field(response, "Content-Disposition"), "attachment; filename=\"jar.zip\"");
  EXPECT_EQ(field(response, "Cache-Control"), "no-store");
}

TEST_F(PersonSideTest, two_browsers_of_one_network_hold_none_of_each_other) {
  FakeBrowser second;
  call(browser, jar_choice, choice("30d"));
  call(second, jar_choice, choice("30d"));
  store_pageview(browser, "/mine");
  EXPECT_TRUE(call(second, jar_pages, kSiteBody).at("pages").as_array().empty());
  const value asked = call(browser, conversations_ask, question("Mine"), 201);
  const std::string id = std::to_string(asked.at("id").as_int64());
  call(second, conversations_add, {R"({"text":"not mine"})", "", id}, 404);
  EXPECT_TRUE(call(second, jar_conversations, kSiteBody).at("conversations").as_array().empty());
}

TEST_F(PersonSideTest, one_lesson_end_to_end) {
  const value asked =
      call(browser, conversations_ask, question("Is it warm?", "/coats?mail=a@b.org"), 201);
  const std::string id = std::to_string(asked.at("id").as_int64());
  EXPECT_EQ(state(browser).at("state"), "introduced");

  const value list = staff(inbox_list, "", "");
  EXPECT_EQ(list.at("total"), 1);
  EXPECT_EQ(list.at("conversations").at(0).at("path"), "/coats");
  EXPECT_EQ(boost::json::serialize(list).find("warm"), std::string::npos);

  const value thread = staff(inbox_read, id, "{}");
  EXPECT_EQ(thread.at("messages").at(0).at("from"), "person");
  EXPECT_EQ(thread.at("messages").at(0).at("text"), "Is it warm?");
  EXPECT_TRUE(thread.at("lesson").is_null());
  staff(inbox_reply, id, R"({"text":"Very."})", 201);
  EXPECT_EQ(state(browser).at("answers_waiting"), 1);
  staff(inbox_lesson, id, R"({"sentence":"Say how warm it is."})", 201);
  staff(inbox_lesson, id, R"({"sentence":"Twice."})", 409);

  const value mine = call(browser, jar_conversations, kSiteBody).at("conversations").at(0);
  EXPECT_EQ(mine.at("state"), "waiting");
  EXPECT_EQ(mine.at("messages").at(0).at("from"), "you");
  EXPECT_EQ(mine.at("messages").at(1).at("text"), "Very.");
  EXPECT_EQ(mine.at("taught"), "Say how warm it is.");
  EXPECT_EQ(state(browser).at("answers_waiting"), 0);
  call(browser, conversations_add, {R"({"text":"Thank you"})", "", id}, 201);
  staff(inbox_close, id, "", 204);

  const value opened = call(browser, jar_open, kSiteBody);
  EXPECT_EQ(opened.at("taught").at(0).at("sentence"), "Say how warm it is.");
  bool saw_reading = false;
  for (const value& opening : opened.at("openings").as_array())
    saw_reading |= opening.at("actor") == "staff" && opening.at("action") == "view" &&
                   opening.at("role") == "service" && opening.at("object") == "conversation";
  EXPECT_TRUE(saw_reading);

  net::Request request;
  request.params.emplace_back("host", "example.org");
  const value lessons = boost::json::parse(conversations_lessons(request, directory, inbox).body);
  EXPECT_EQ(lessons.at("lessons").at(0).at("path"), "/coats");
}

TEST_F(PersonSideTest, an_unknown_conversation_is_not_found) {
  for (const char* id : {"99", "0", "-1", "x", "", "1x", "99999999999999999999999"}) {
    staff(inbox_read, id, "{}", 404);
    staff(inbox_close, id, "", 404);
  }
}

TEST_F(PersonSideTest, emptying_ends_in_a_receipt_that_says_complete) {
  call(browser, jar_choice, choice("30d"));
  call(browser, jar_choice, choice("no"));
  browser.cookies.erase("__Host-jar-choice");
  call(browser, jar_choice, choice("30d"));
  store_pageview(browser, "/a");
  call(browser, conversations_ask, question("Words"), 201);
  call(browser, jar_choice, choice("no"));

  const value emptied = call(browser, jar_empty, kSiteBody, 202);
  EXPECT_EQ(emptied.at("state"), "pending");
  EXPECT_FALSE(browser.cookies.contains("__Host-jar"));
  EXPECT_EQ(browser.cookies.at("__Host-jar-choice"), "no");
  EXPECT_EQ(excluded.of_site(site->record.id).size(), 1u);
  EXPECT_EQ(staff(inbox_list, "", "").at("total"), 0);

  const std::string receipt = boost::json::serialize(object{{"receipt", emptied.at("receipt")}});
  FakeBrowser elsewhere;
  EXPECT_EQ(call(elsewhere, jar_erasure, receipt).at("state"), "pending");
  EXPECT_TRUE(call(elsewhere, jar_erasure, receipt).at("completed").is_null());
  carry_out_removals();
  const value done = call(elsewhere, jar_erasure, receipt);
  EXPECT_EQ(done.at("state"), "complete");
  EXPECT_EQ(done.at("rows"), 1);
  EXPECT_EQ(done.at("completed"), "2026-11-21T10:00:00Z");
  EXPECT_EQ(stores.events.size()->rows, 0u);
}

TEST_F(PersonSideTest, closing_clears_the_key_and_site_data_but_not_the_no) {
  call(browser, jar_choice, choice("30d"));
  FakeBrowser copy = browser;
  browser.cookies["__Host-jar-choice"] = "no";
  const net::Response closed = send(browser, jar_close, "{}");
  EXPECT_EQ(closed.status, 204);
  EXPECT_EQ(field(closed, "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_FALSE(browser.cookies.contains("__Host-jar"));
  EXPECT_TRUE(browser.cookies.contains("__Host-jar-choice"));
  // Whoever has copied the cookie before has nothing.
  call(copy, jar_open, kSiteBody, 401);
}

TEST_F(PersonSideTest, unlink_needs_no_proof) {
  call(browser, jar_unlink, kSiteBody, 204);
  const auto entries = stores.spool.read(0, 1 << 20);
  ASSERT_EQ(entries->size(), 1u);
  const auto logged = storage::decode_log_entry((*entries)[0].payload);
  EXPECT_EQ(std::get<storage::RemovalLogged>(*logged).visitor, model::VisitorId(77));
}

}  // namespace
}  // namespace glassjar::api

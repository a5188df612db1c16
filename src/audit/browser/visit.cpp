// The course of a visit.
#include "audit/browser/visit.h"

#include <fmt/core.h>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>

#include "audit/address.h"
#include "audit/browser/embedded.h"
#include "audit/browser/page_session.h"
#include "audit/browser/stores_left.h"
#include "audit/json_fields.h"
#include "base/ascii.h"
#include "cookies/registrable_domain.h"

namespace glassjar::audit::browser {
namespace {

namespace json = boost::json;

constexpr size_t kLinksMax = 2'000;

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

// The script that answers banners; empty if nothing is to be chosen.
std::string chooser_for(Consent wanted) {
  if (wanted != Consent::Accepted && wanted != Consent::Rejected) return {};
  const bool accept = wanted == Consent::Accepted;
  std::string script(embedded::choose_script());
  replace(script, "const action = AUTO_ACTION",
          accept ? R"(const action = "optIn")" : R"(const action = "optOut")");
  replace(script, "heuristicMode: HEURISTIC",
          accept ? R"(heuristicMode: "off")" : R"(heuristicMode: "reject")");
  replace(script, "const rules = RULES",
          "const rules = " + std::string(embedded::autoconsent_rules()));
  return script.append("\n").append(embedded::autoconsent_script());
}

// Links to files that are no pages; opening them only starts downloads.
bool is_page_link(std::string_view url) {
  const auto address = parse_address(url);
  if (!address || !is_web(url)) return false;
  const std::string path = lowered(address->path);
  for (const char* ending : {".pdf", ".zip", ".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp",
                             ".mp4", ".mp3", ".xml", ".gz", ".exe", ".dmg", ".docx", ".xlsx"})
    if (path.ends_with(ending)) return false;
  return true;
}

class Visitor {
 public:
  Visitor(const VisitPlan& plan, const VisitSetting& setting, Chromium browser)
      : plan_(plan),
        setting_(setting),
        browser_(std::move(browser)),
        sessions_(browser_.channel(), seen_, chooser_for(plan.wanted)) {
    seen_.visits.push_back(Visit{.source = setting.program.version,
                                 .wanted = plan.wanted,
                                 .third_party = plan.third_party,
                                 .observer = plan.observer});
  }

  Result<Observation> run() {
    TRY(sessions_.open_tab());
    std::vector<std::string> pages = plan_.pages;
    TRY(open_first(pages[0]));
    if (plan_.find_more > pages.size()) add_links(pages);
    for (size_t i = 1; i < pages.size(); ++i) {
      const auto opened = open(pages[i]);
      if (opened) {
        collect_storage(channel(), sessions_, seen_, known_);
        continue;
      }
      if (opened.error().code == ErrorCode::Unavailable) return unexpected<Error>(opened.error());
      seen_.problems.push_back({pages[i], opened.error().message});
    }
    Moment end = sessions_.moment();
    end.time = setting_.clock.now();
    TRY(collect_cookies(channel(), end, seen_));
    return std::move(seen_);
  }

 private:
  CdpChannel& channel() { return browser_.channel(); }

  // The first page; where a choice is to be made it is made here, and the page opened again.
  Result<void> open_first(const std::string& url) {
    TRY(open(url));
    if (plan_.wanted == Consent::Accepted || plan_.wanted == Consent::Rejected) {
      TRY(wait_for_choice());
      if (consent_ != Consent::Before) TRY(open(url));
    }
    collect_storage(channel(), sessions_, seen_, known_);
    return {};
  }

  Result<void> open(const std::string& url) {
    setting_.progress(fmt::format("{} ({}, third-party cookies {}, profile {})", url,
                                  id_of(plan_.wanted), id_of(plan_.third_party),
                                  plan_.observer + 1));
    sessions_.set_moment(Moment{.consent = consent_, .page = url});
    sessions_.begin_load();
    const json::object answer =
        TRY(channel().call("Page.navigate", {{"url", url}}, sessions_.tab()));
    if (const auto error = text_field(answer, "errorText"); !error.empty())
      return fail(ErrorCode::NotFound, "open {}: {}", url, error);
    const bool loaded = TRY(channel().listen(channel().now() + setting_.patience.load,
                                             [&] { return sessions_.loaded(); }));
    if (!loaded) seen_.problems.push_back({url, "not loaded in time; seen as far as it came"});
    TRY(settle());
    follow_redirect(url);
    return {};
  }

  // What was seen belongs to the page that the address led to.
  void follow_redirect(const std::string& url) {
    const auto answer =
        channel().call("Runtime.evaluate",
                       {{"expression", "location.href"}, {"returnByValue", true}}, sessions_.tab());
    std::string led_to =
        answer ? cut(text_field(object_field(*answer, "result"), "value")) : std::string();
    if (!is_web(led_to)) led_to = url;
    if (led_to != url) {
      seen_.rename_page(url, led_to);
      sessions_.set_moment(Moment{.consent = consent_, .page = led_to});
    }
    std::vector<std::string>& pages = seen_.visits[0].pages;
    if (std::find(pages.begin(), pages.end(), led_to) == pages.end()) pages.push_back(led_to);
  }

  // Until the pages showed no sign of work during `quiet`.
  Result<void> settle() {
    const auto until = channel().now() + setting_.patience.settle;
    uint64_t before = sessions_.changes() + 1;
    while (channel().now() < until && before != sessions_.changes()) {
      before = sessions_.changes();
      TRY(channel().listen(std::min(until, channel().now() + setting_.patience.quiet),
                           [] { return false; }));
    }
    return {};
  }

  Result<void> wait_for_choice() {
    TRY(channel().listen(channel().now() + setting_.patience.choice, [&] {
      return sessions_.choice() != ChoiceState::Waiting && sessions_.choice() != ChoiceState::Found;
    }));
    std::string& told = seen_.visits[0].choice;
    switch (sessions_.choice()) {
      case ChoiceState::Made:
        told = fmt::format("made by the rule \"{}\"", sessions_.choice_rule());
        consent_ = plan_.wanted;
        break;
      case ChoiceState::Found:
      case ChoiceState::Failed:
        told = fmt::format("banner found by the rule \"{}\", which could not answer it",
                           sessions_.choice_rule());
        break;
      case ChoiceState::Waiting:
      case ChoiceState::NothingFound:
        told = "no banner that a rule knows";
        break;
    }
    sessions_.set_moment(Moment{.consent = consent_, .page = sessions_.moment().page});
    if (consent_ == Consent::Before)
      seen_.problems.push_back(
          {seen_.visits[0].pages.front(),
           fmt::format("consent \"{}\" not given: {}", id_of(plan_.wanted), told)});
    return settle();
  }

  // More pages of the same site, in the order of the document's links.
  void add_links(std::vector<std::string>& pages) {
    const auto answer = channel().call(
        "Runtime.evaluate",
        {{"expression",
          fmt::format("[location.href, ...[...document.links].slice(0, {}).map((a) => a.href)]",
                      kLinksMax)},
         {"returnByValue", true}},
        sessions_.tab());
    if (!answer) return;
    const json::array& links = array_field(object_field(*answer, "result"), "value");
    std::string site;
    for (const json::value& link : links) {
      if (!link.is_string() || pages.size() >= plan_.find_more) continue;
      const std::string url(without_fragment({link.get_string().data(), link.get_string().size()}));
      const std::string host = host_of(url);
      if (site.empty()) site = cookies::site_of(std::string_view(host));
      const bool is_known = std::find(pages.begin(), pages.end(), url) != pages.end();
      if (!is_known && &link != &links.front() && is_page_link(url) &&
          cookies::site_of(std::string_view(host)) == site)
        pages.push_back(url);
    }
  }

  const VisitPlan& plan_;
  const VisitSetting& setting_;
  Observation seen_;
  Chromium browser_;
  PageSessions sessions_;
  Consent consent_ = Consent::Before;
  std::set<std::string> known_;
};

}  // namespace

Result<Observation> visit_site(const VisitPlan& plan, const VisitSetting& setting) {
  CHECK(!plan.pages.empty());
  Chromium browser =
      TRY(Chromium::start(setting.program, setting.options, plan.third_party, setting.clock));
  return std::make_unique<Visitor>(plan, setting, std::move(browser))->run();
}

}  // namespace glassjar::audit::browser

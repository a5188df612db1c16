// Sessions of the browser's targets (pages, frames of other sites, workers): each is made to report
// before it runs, and what it reports goes into an observation.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "audit/browser/cdp_channel.h"
#include "audit/browser/network_log.h"
#include "audit/observation.h"

namespace glassjar::audit::browser {

// How the choice in the banner goes; data/choose.js tells.
enum class ChoiceState : uint8_t { Waiting, NothingFound, Found, Made, Failed };

class PageSessions {
 public:
  // Both outlive it. `chooser` is run in every document; empty: none.
  PageSessions(CdpChannel& channel, Observation& into, std::string chooser);

  // Opens the tab in which pages are visited.
  Result<void> open_tab();
  const std::string& tab() const { return tab_; }
  // The sessions that have documents, the tab's first.
  std::vector<std::string> documents() const;

  void set_moment(const Moment& moment);
  const Moment& moment() const { return moment_; }
  // Rises with each sign that the pages are still at work: requests, new targets, reports.
  uint64_t changes() const { return network_.changes() + reports_; }
  bool loaded() const { return loaded_; }
  void begin_load() { loaded_ = false; }

  ChoiceState choice() const { return choice_; }
  const std::string& choice_rule() const { return choice_rule_; }

 private:
  struct Target {
    std::string type;
    std::string id;
  };

  void on_event(const CdpEvent& event);
  void on_attached(const boost::json::object& params);
  void on_binding(const boost::json::object& params);
  void on_choice(std::string_view payload);
  void on_workers(const boost::json::object& params);
  void prepare(const std::string& session, std::string_view type);
  void send(std::string_view method, boost::json::object params, std::string_view session);

  CdpChannel& channel_;
  Observation& seen_;
  std::string chooser_;
  NetworkLog network_;
  Moment moment_;
  std::string tab_;
  std::string tab_target_;
  std::map<std::string, Target> targets_;  // by session
  uint64_t reports_ = 0;
  bool loaded_ = false;
  ChoiceState choice_ = ChoiceState::Waiting;
  std::string choice_rule_;
};

}  // namespace glassjar::audit::browser

// What the browser's Network events tell, as requests and cookies of an observation.
//
// One request has several events, and its raw headers (…ExtraInfo) come apart from them, before or
// after. A redirect keeps the request's id: each hop is a request of its own here, and the n-th raw
// headers are the n-th hop's.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/browser/cdp_channel.h"
#include "audit/observation.h"

namespace glassjar::audit::browser {

class NetworkLog {
 public:
  // `into` outlives the log.
  explicit NetworkLog(Observation& into) : seen_(into) {}

  // What holds for the records that follow. `main_frame` tells pages from frames.
  void set_moment(Moment moment) { moment_ = std::move(moment); }
  void set_main_frame(std::string frame) { main_frame_ = std::move(frame); }

  // Takes Network.* events; others are left alone.
  void handle(const CdpEvent& event);

  // Requests that have neither ended nor failed.
  size_t in_flight() const { return in_flight_.size(); }
  // Counts up with every request and answer.
  uint64_t changes() const { return changes_; }

 private:
  struct Hops {
    std::vector<size_t> requests;  // indices into the observation, in order
    size_t sent_headers = 0;       // how many hops have had their raw headers
    size_t answer_headers = 0;
    // Raw headers that came before their hop.
    std::vector<boost::json::object> early_sent;
    std::vector<boost::json::object> early_answers;
  };

  void on_request(const boost::json::object& params);
  void on_answer(const boost::json::object& params);
  void end_hop(Hops& hops, const boost::json::object& params, std::string_view next_url);
  void take_sent_headers(Hops& hops, const boost::json::object& params);
  void take_answer_headers(Hops& hops, const boost::json::object& params);
  void add_cookies(const Request& request, const boost::json::object& params);
  void on_websocket(const boost::json::object& params);

  Observation& seen_;
  Moment moment_;
  std::string main_frame_;
  std::map<std::string, Hops, std::less<>> hops_;  // by the request's id
  std::set<std::string, std::less<>> in_flight_;
  uint64_t changes_ = 0;
};

// Why the browser refused a cookie, in words: "UserPreferences" is the person's own setting.
std::string refusal_in_words(std::string_view reason);

}  // namespace glassjar::audit::browser

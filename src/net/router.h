// Router: from a method and a path to the route that answers it.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/http.h"

namespace glassjar::net {

// Filled before the server opens, only read afterwards. A fixed path part wins over {name}, and
// {name} over {rest*}. HEAD goes to GET's route where there is none of its own.
class Router {
 public:
  // Answers OPTIONS where no route does; `allow` lists the path's methods.
  using OptionsHook = std::function<Response(const Request&, std::string_view allow)>;

  struct Match {
    const Route* route = nullptr;
    // 200; 404 nothing at that path; 405 not with that method; 400 a part is wrongly encoded;
    // 204 OPTIONS that the hook is to answer.
    int status = 404;
    std::string_view allow;  // the Allow field of 204 and 405
  };

  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // The pattern begins with '/'. A second route of the same method and pattern is a programmer
  // error, as is `{rest*}` before the end.
  void add(Route route);
  void answer_options(OptionsHook hook) { options_ = std::move(hook); }
  const OptionsHook& options() const { return options_; }

  // Fills `request.params`. Does not allocate for a path without {names}.
  Match match(Request& request) const;

 private:
  struct Node;
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Params = std::vector<std::pair<std::string_view, std::string_view>>;  // not yet decoded

  // The node for what is left of a path, filling `params` on the way; null if there is none.
  static const Node* find(const Node& node, std::string_view rest, Params& params);
  Node& node_for(const std::string& pattern);

  std::unordered_map<std::string, std::unique_ptr<Node>, Hash, std::equal_to<>> fixed_;
  std::unique_ptr<Node> root_;  // of the patterns with {names}
  std::deque<Route> routes_;    // addresses stay
  OptionsHook options_;
};

}  // namespace glassjar::net

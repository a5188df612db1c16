// The router: a hash table of fixed paths, and a tree of path parts for patterns with {names}.
#include "net/router.h"

#include <array>
#include <map>

#include "base/ascii.h"
#include "base/check.h"
#include "net/percent_encoding.h"

namespace glassjar::net {
namespace {

constexpr size_t kMethods = static_cast<size_t>(Method::Other);

bool has_names(std::string_view pattern) { return pattern.find('{') != std::string_view::npos; }

}  // namespace

// The place of one pattern: its routes by method, and where further path parts lead.
struct Router::Node {
  std::array<const Route*, kMethods> by_method{};
  std::string allow;
  std::map<std::string, std::unique_ptr<Node>, std::less<>> parts;
  std::unique_ptr<Node> named;
  std::unique_ptr<Node> rest;
  std::string name;  // of the {name} that leads here

  bool is_leaf() const { return !allow.empty(); }

  void set(const Route& route) {
    const auto method = static_cast<size_t>(route.method);
    CHECK(method < kMethods && by_method[method] == nullptr);
    by_method[method] = &route;
    allow.clear();
    for (size_t i = 0; i < kMethods; ++i) {
      const bool answered = by_method[i] != nullptr ||
                            (i == static_cast<size_t>(Method::Head) && by_method[0] != nullptr) ||
                            i == static_cast<size_t>(Method::Options);
      if (!answered) continue;
      if (!allow.empty()) allow += ", ";
      allow += name_of(static_cast<Method>(i));
    }
  }

  Match choose(Method method) const {
    const auto index = static_cast<size_t>(method);
    const Route* route = index < kMethods ? by_method[index] : nullptr;
    if (route == nullptr && method == Method::Head)
      route = by_method[static_cast<size_t>(Method::Get)];
    if (route != nullptr) return {route, 200, allow};
    return {nullptr, method == Method::Options ? 204 : 405, allow};
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Route route) {
  CHECK(route.pattern.starts_with('/') && route.handler != nullptr);
  const Route& kept = routes_.emplace_back(std::move(route));
  node_for(kept.pattern).set(kept);
}

Router::Node& Router::node_for(const std::string& pattern) {
  if (!has_names(pattern)) {
    auto& node = fixed_[pattern];
    if (!node) node = std::make_unique<Node>();
    return *node;
  }
  Node* node = root_.get();
  std::string_view rest = std::string_view(pattern).substr(1);
  bool more = true;
  while (more) {
    more = rest.find('/') != std::string_view::npos;
    const std::string_view part = cut_until(rest, '/');
    std::unique_ptr<Node>* next = nullptr;
    std::string name;
    if (!has_names(part)) {
      next = &node->parts[std::string(part)];
    } else {
      CHECK(part.front() == '{' && part.back() == '}' && part.size() > 2);
      name = part.substr(1, part.size() - 2);
      const bool takes_rest = name.back() == '*';
      CHECK(!takes_rest || !more);
      if (takes_rest) name.pop_back();
      next = takes_rest ? &node->rest : &node->named;
    }
    if (!*next) {
      *next = std::make_unique<Node>();
      (*next)->name = name;
    }
    CHECK((*next)->name == name);  // one name a place, so that patterns can share it
    node = next->get();
  }
  return *node;
}

const Router::Node* Router::find(const Node& node, std::string_view rest, Params& params) {
  std::string_view behind = rest;
  const bool more = rest.find('/') != std::string_view::npos;
  const std::string_view part = cut_until(behind, '/');
  const auto arrive = [&](const Node& next) {
    return more ? find(next, behind, params) : (next.is_leaf() ? &next : nullptr);
  };
  if (const auto fixed = node.parts.find(part); fixed != node.parts.end())
    if (const Node* found = arrive(*fixed->second)) return found;
  if (node.named && !part.empty()) {
    params.emplace_back(node.named->name, part);
    if (const Node* found = arrive(*node.named)) return found;
    params.pop_back();
  }
  if (!node.rest) return nullptr;
  params.emplace_back(node.rest->name, rest);
  return node.rest.get();
}

Router::Match Router::match(Request& request) const {
  request.params.clear();
  if (request.path == "*" && request.method == Method::Options)
    return {nullptr, 204, "GET, HEAD, POST, PUT, DELETE, OPTIONS"};
  if (const auto fixed = fixed_.find(request.path); fixed != fixed_.end())
    return fixed->second->choose(request.method);
  if (!request.path.starts_with('/')) return {nullptr, 400, {}};
  Params params;
  const Node* node = find(*root_, request.path.substr(1), params);
  if (node == nullptr) return {};
  for (const auto& [name, value] : params) {
    auto decoded = percent_decode(value, Plus::Literal);
    if (!decoded) return {nullptr, 400, {}};
    request.params.emplace_back(name, std::move(*decoded));
  }
  return node->choose(request.method);
}

}  // namespace glassjar::net

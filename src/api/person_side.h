// PersonSide: what the endpoints of the person's side call, and how they learn who calls.
//
// The guard has checked the origin of a POST before any of them runs. They block: for a worker.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/reach.h"
#include "consent/choices.h"
#include "conversations/asking.h"
#include "jar/erasure.h"
#include "jar/jar.h"
#include "net/http.h"
#include "sites/directory.h"

namespace glassjar::api {

// Everything outlives the endpoints.
struct PersonSide {
  const sites::Directory& sites;
  consent::Choices& choices;
  conversations::Asking& asking;
  jar::Jar& jar;
  jar::Erasures& erasures;
  std::string public_url;  // as in reach.h
  // The client's address behind trusted proxies; it is counted, never kept.
  std::function<std::string(const net::Request&)> client_address;
  // Today's anonymous number of who makes the request.
  std::function<model::VisitorId(const net::Request&, const sites::KnownSite&)> todays_number;
};

constexpr size_t kHostBytesMax = 253;
constexpr size_t kPathBytesMax = 2'000;

struct Caller {
  std::shared_ptr<const sites::KnownSite> site;
  Reach reach;
  consent::Browser browser;
};

// NotFound for a site that is not here.
Result<Caller> caller_of(const net::Request& request, const PersonSide& side,
                         std::string_view host);
// For bodies that say no more than {"site"}.
Result<Caller> caller_of_body(const net::Request& request, const PersonSide& side);
// Forbidden, with the reason, where no cookie may be set.
Result<void> check_can_remember(const Caller& caller);

}  // namespace glassjar::api

// Listing unfinished pages.
#include "api/jar_continue.h"

#include <boost/json/array.hpp>

#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

Result<net::Response> list(const net::Request& request, PersonSide& side) {
  const auto body = TRY(read_object(request.body));
  const std::string current = TRY(optional_text_field(body, "path", kPathBytesMax));
  const Caller caller = TRY(caller_of(request, side, TRY(text_field(body, "site", kHostBytesMax))));
  boost::json::array pages;
  for (const auto& page : TRY(side.jar.continue_reading(*caller.site, caller.browser, current)))
    pages.push_back({{"path", page.path},
                     {"hostname", page.hostname},
                     {"at", to_iso(page.at)},
                     {"scroll_depth", page.scroll_depth}});
  return json_answer(200, {{"pages", std::move(pages)}});
}

}  // namespace

net::Response jar_continue(const net::Request& request, PersonSide& side) {
  return answer(list(request, side), request);
}

}  // namespace glassjar::api

// Listing a person's rows.
#include "api/jar_pages.h"

#include <boost/json/array.hpp>

#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

boost::json::value as_json(const model::Event& row) {
  const bool has_depth = row.scroll_depth != model::kNoScrollDepth;
  return {{"seq", row.seq},
          {"at", to_iso(row.time)},
          {"kind", jar::name(row.kind)},
          {"name", row.name},
          {"hostname", row.hostname},
          {"path", row.path},
          {"referrer", row.attributes.referrer},
          {"country", row.attributes.country},
          {"device", row.attributes.device},
          {"browser", row.attributes.browser},
          {"os", row.attributes.os},
          {"engagement_ms", row.engagement_ms},
          {"scroll_depth", has_depth ? boost::json::value(row.scroll_depth) : nullptr}};
}

Result<net::Response> list(const net::Request& request, PersonSide& side) {
  const auto body = TRY(read_object(request.body));
  const uint64_t after = TRY(optional_number_field(body, "after"));
  const Caller caller = TRY(caller_of(request, side, TRY(text_field(body, "site", kHostBytesMax))));
  const jar::PageList found = TRY(side.jar.pages(*caller.site, caller.browser, after));
  boost::json::array pages;
  for (const model::Event& row : found.rows) pages.push_back(as_json(row));
  return json_answer(200, {{"pages", std::move(pages)}, {"more", found.more}});
}

}  // namespace

net::Response jar_pages(const net::Request& request, PersonSide& side) {
  return answer(list(request, side), request);
}

}  // namespace glassjar::api

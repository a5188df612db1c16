// Opening the jar on counts and purposes.
#include "api/jar_open.h"

#include <boost/json/array.hpp>

#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

boost::json::value as_json(const jar::Held& held) {
  return {{"kind", held.purpose->kind},
          {"count", held.count},
          {"benefit", held.purpose->benefit},
          {"kept_until", to_iso(held.kept_until)},
          {"source", held.purpose->source}};
}

boost::json::value as_json(const storage::AccessEvent& event) {
  return {{"at", to_iso(event.at)},  {"actor", access_log::name(event.actor)},
          {"role", event.role},      {"action", access_log::name(event.action)},
          {"object", event.object},  {"count", event.count},
          {"purpose", event.purpose}};
}

boost::json::value as_json(const storage::Lesson& lesson) {
  return {
      {"path", lesson.path}, {"sentence", lesson.sentence}, {"learned", to_iso(lesson.learned)}};
}

template <class Item>
boost::json::array as_array(const std::vector<Item>& items) {
  boost::json::array array;
  for (const Item& item : items) array.push_back(as_json(item));
  return array;
}

Result<net::Response> open(const net::Request& request, PersonSide& side) {
  const Caller caller = TRY(caller_of_body(request, side));
  const jar::Contents contents = TRY(side.jar.open(*caller.site, caller.browser));
  return json_answer(200, {{"held", as_array(contents.held)},
                           {"openings", as_array(contents.openings)},
                           {"taught", as_array(contents.taught)}});
}

}  // namespace

net::Response jar_open(const net::Request& request, PersonSide& side) {
  return answer(open(request, side), request);
}

}  // namespace glassjar::api

// Listing lessons: the staff's sentences, no one's own words.
#include "api/conversations_lessons.h"

#include <boost/json/array.hpp>

#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

Result<net::Response> list(const net::Request& request, const sites::Directory& sites,
                           conversations::Inbox& inbox) {
  const auto site = sites.find(request.param("host"));
  if (!site) return fail(ErrorCode::NotFound, "site: unknown");
  boost::json::array lessons;
  for (const storage::Lesson& lesson : TRY(inbox.lessons(site->record.id)))
    lessons.push_back({{"id", model::number(lesson.id)},
                       {"path", lesson.path},
                       {"sentence", lesson.sentence},
                       {"learned", to_iso(lesson.learned)}});
  return json_answer(200, {{"lessons", std::move(lessons)}});
}

}  // namespace

net::Response conversations_lessons(const net::Request& request, const sites::Directory& sites,
                                    conversations::Inbox& inbox) {
  return answer(list(request, sites, inbox), request);
}

}  // namespace glassjar::api

// Listing conversations.
#include "api/inbox_list.h"

#include <boost/json/array.hpp>
#include <charconv>

#include "api/colleague.h"
#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

Result<size_t> offset_of(const net::Request& request) {
  const std::string text = request.query_param("offset");
  size_t offset = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
  if (!text.empty() && (error != std::errc() || end != text.data() + text.size()))
    return fail(ErrorCode::InvalidArgument, "offset: want a whole number from 0");
  return offset;
}

Result<net::Response> list(const net::Request& request, const StaffIdentity& staff,
                           conversations::Inbox& inbox) {
  const size_t offset = TRY(offset_of(request));
  const conversations::InboxPage page = TRY(inbox.list(colleague_of(staff), offset));
  boost::json::array conversations;
  for (const auto& [conversation, host] : page.rows)
    conversations.push_back({{"id", model::number(conversation.id)},
                             {"site", host},
                             {"path", conversation.path},
                             {"state", conversations::name(conversation.state)},
                             {"began", to_iso(conversation.began)},
                             {"changed", to_iso(conversation.changed)}});
  return json_answer(200, {{"conversations", std::move(conversations)}, {"total", page.total}});
}

}  // namespace

net::Response inbox_list(const net::Request& request, const StaffIdentity& staff,
                         conversations::Inbox& inbox) {
  return answer(list(request, staff, inbox), request);
}

}  // namespace glassjar::api

// A conversation's messages as JSON, for the jar and for the inbox.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string_view>

#include "conversations/thread.h"

namespace glassjar::api {

// `person` is what the person is called there: "you" or "person".
boost::json::array messages_json(const conversations::Thread& thread, std::string_view person);
// The sentence, or null.
boost::json::value lesson_json(const conversations::Thread& thread);

}  // namespace glassjar::api

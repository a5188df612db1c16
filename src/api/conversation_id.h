// The {id} of a conversation in a request's path.
#pragma once

#include "base/result.h"
#include "model/ids.h"
#include "net/http.h"

namespace glassjar::api {

// NotFound for what is no number: no conversation is called that.
Result<model::ConversationId> conversation_of(const net::Request& request);

}  // namespace glassjar::api

// POST /api/event: where pages report what happened on them.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/health.h"
#include "ingest/client_address.h"
#include "ingest/collector.h"
#include "net/cors.h"
#include "net/http.h"

namespace glassjar::api {

struct CollectOptions {
  // Whether the request carries a token with events:write: such a sender may say when, from
  // which address (X-Forwarded-For) and with which user agent an event happened. Runs on the I/O
  // thread.
  std::function<bool(const net::Request&)> may_write;
  net::IsOwnOrigin is_own_origin;
  ingest::TrustedProxies proxies = ingest::TrustedProxies::loopback();
  std::string public_url;  // as in reach.h
  // Told of each outcome, if set; outlives the handler.
  Health* health = nullptr;
};

// Answers 202 only when the events are on disk. Runs on the I/O thread and does not block.
// `collector` outlives the handler. The route's body limit is kCollectBodyBytesMax.
net::Handler collect(ingest::Collector& collector, CollectOptions options);

// Who sent a request, as the pipeline and the anonymous number take it.
ingest::Sender sender_of(const net::Request& request, const CollectOptions& options);

}  // namespace glassjar::api

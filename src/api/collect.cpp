// From a request to its sender and events, and from what became of them to the reply.
#include "api/collect.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <utility>

#include "api/collect_body.h"
#include "api/errors.h"
#include "api/person_cookies.h"
#include "base/ascii.h"
#include "base/encoding.h"
#include "consent/signals.h"

namespace glassjar::api {
namespace {

namespace json = boost::json;

// All fields of that name as one list: a proxy may add a second one (RFC 9110 section 5.2).
std::string joined(const net::Request& request, std::string_view name) {
  std::string list;
  for (const net::Field& field : request.fields) {
    if (!equal_ignoring_case(field.name, name)) continue;
    if (!list.empty()) list += ", ";
    list += field.value;
  }
  return list;
}

bool names_prefetch(std::string_view value) {
  return value.find("prefetch") != std::string_view::npos ||
         value.find("prerender") != std::string_view::npos ||
         value.find("preview") != std::string_view::npos;
}

bool is_prefetch(const net::Request& request) {
  return names_prefetch(request.field("sec-purpose")) || names_prefetch(request.field("purpose")) ||
         names_prefetch(request.field("x-purpose")) || names_prefetch(request.field("x-moz"));
}

std::string address_of(const net::Request& request, const CollectOptions& options, bool trusted) {
  const std::string x_forwarded_for = joined(request, "x-forwarded-for");
  const std::string forwarded = joined(request, "forwarded");
  const ingest::Forwarding forwarding{x_forwarded_for, forwarded};
  if (trusted)
    if (std::string told = ingest::told_address(forwarding); !told.empty()) return told;
  return ingest::client_address(request.peer->address, forwarding, options.proxies);
}

net::Response json_response(int status, const json::value& body) {
  return {.status = status, .content_type = "application/json", .body = json::serialize(body)};
}

net::Response refused(const BodyRefused& refused, uint64_t request_id) {
  return json_response(400, {{"errors", {{refused.field, refused.why}}},
                             {"error", refused.field + ": " + refused.why},
                             {"request_id", to_hex(request_id)}});
}

json::array listed(const std::vector<ingest::Outcomes::Refused>& dropped) {
  json::array list;
  for (const auto& [index, reason] : dropped)
    list.push_back({{"index", index}, {"reason", model::name(reason)}});
  return list;
}

// Each reason once, as in "bot, said_no".
std::string reasons_of(const std::vector<ingest::Outcomes::Refused>& dropped) {
  std::string reasons;
  for (const model::DropReason reason : model::kDropReasons) {
    const bool is_there = std::any_of(dropped.begin(), dropped.end(),
                                      [&](const auto& one) { return one.reason == reason; });
    if (!is_there) continue;
    if (!reasons.empty()) reasons += ", ";
    reasons += model::name(reason);
  }
  return reasons;
}

net::Response reply(const ingest::Collected& collected, bool is_array) {
  net::Response response{.status = 202};
  if (is_array) {
    response = json_response(
        202, {{"accepted", collected.accepted}, {"dropped", listed(collected.dropped)}});
  } else {
    response.content_type = "text/plain; charset=utf-8";
    response.body = "ok";
  }
  if (collected.dropped.empty()) return response;
  response.with("glassjar-dropped", reasons_of(collected.dropped));
  response.with("x-plausible-dropped", std::to_string(collected.dropped.size()));
  return response;
}

json::object explained(const model::Event& event) {
  const model::Attributes& a = event.attributes;
  return {{"tier", model::name(event.tier)},
          {"time", to_iso(event.time)},
          {"name", event.name},
          {"hostname", event.hostname},
          {"path", event.path},
          {"referrer", a.referrer},
          {"source", a.source},
          {"channel", a.channel},
          {"country", a.country},
          {"device", a.device},
          {"browser", a.browser},
          {"os", a.os},
          {"props", event.props.size()}};
}

// The answer to `X-Debug-Request: true`: what would be kept. The address is shown to its sender
// alone, as the only way to see whether a proxy passes it on.
net::Response debug_reply(const ingest::Outcomes& outcomes, const ingest::Sender& sender) {
  json::array events;
  for (const model::Event& event : outcomes.accepted) events.push_back(explained(event));
  return json_response(200, {{"ip", sender.address},
                             {"would_keep", std::move(events)},
                             {"dropped", listed(outcomes.dropped)}});
}

// What the reply needs once the events are on disk; the request lives until then.
struct Pending {
  const net::Request& request;
  net::Responder responder;
  std::shared_ptr<const CollectOptions> options;

  void answer(net::Response response) {
    net::add_cors(response, request, options->is_own_origin);
    responder(std::move(response));
  }

  // Only what was written, or could not be, says something of the disk.
  void note_durability(const Result<ingest::Collected>& done) const {
    if (options->health == nullptr) return;
    const bool written = done && done->accepted > 0;
    const bool refused_by_disk = !done && done.error().code == ErrorCode::Unavailable;
    if (written || refused_by_disk) options->health->events_are_durable(written);
  }
};

void collect_one(ingest::Collector& collector, std::shared_ptr<Pending> pending) {
  const net::Request& request = pending->request;
  auto parsed = parse_collect_body(request.body);
  if (const auto* why = std::get_if<BodyRefused>(&parsed))
    return pending->answer(refused(*why, request.id));
  const CollectBody& body = std::get<CollectBody>(parsed);
  const ingest::Sender sender = sender_of(request, *pending->options);
  if (request.field("x-debug-request") == "true") {
    const auto outcomes = collector.explain(sender, body.events);
    return pending->answer(outcomes ? debug_reply(*outcomes, sender)
                                    : error_response(outcomes.error(), request.id));
  }
  collector.collect(sender, body.events,
                    [pending, is_array = body.is_array](const Result<ingest::Collected>& done) {
                      pending->note_durability(done);
                      pending->answer(done ? reply(*done, is_array)
                                           : error_response(done.error(), pending->request.id));
                    });
}

}  // namespace

ingest::Sender sender_of(const net::Request& request, const CollectOptions& options) {
  const consent::Browser browser = browser_of(request, reach_of(request, options.public_url));
  ingest::Sender sender;
  sender.trusted = options.may_write(request);
  sender.address = address_of(request, options, sender.trusted);
  sender.user_agent = request.field("user-agent");
  sender.jar_cookie = browser.jar_cookie;
  sender.said_no = browser.said_no;
  sender.signal = consent::has_signal(request.fields);
  sender.prefetch = is_prefetch(request);
  return sender;
}

net::Handler collect(ingest::Collector& collector, CollectOptions options) {
  auto shared = std::make_shared<const CollectOptions>(std::move(options));
  return [&collector, shared](const net::Request& request, net::Responder responder) {
    collect_one(collector,
                std::make_shared<Pending>(Pending{request, std::move(responder), shared}));
  };
}

}  // namespace glassjar::api

// The shared state's set-up: default fields and the server's own metrics.
#include "net/service.h"

#include <fmt/format.h>

#include <utility>

namespace glassjar::net {
namespace {

constexpr const char* kTransportSecurity = "max-age=31536000";

std::vector<std::pair<std::string, std::string>> with_transport_security(
    std::vector<std::pair<std::string, std::string>> fields) {
  fields.emplace_back("Strict-Transport-Security", kTransportSecurity);
  return fields;
}

}  // namespace

Service::Service(ServerOptions given, Router routes, const Clock& time, Metrics& registry)
    : options(std::move(given)),
      router(std::move(routes)),
      plain_fields(options.default_fields),
      tls_fields(with_transport_security(options.default_fields)),
      clock(time),
      connections_open(std::make_shared<std::atomic<size_t>>(0)),
      connections_refused(registry.counter("glassjar_http_connections_refused_total",
                                           "Connections refused at the limit.")),
      requests_by_class{},
      request_seconds(registry.histogram("glassjar_http_request_seconds",
                                         "From a whole request to its answer.",
                                         request_seconds_bounds())) {
  for (size_t i = 1; i < requests_by_class.size(); ++i)
    requests_by_class[i] = &registry.counter("glassjar_http_requests_total", "Requests answered.",
                                             fmt::format("class=\"{}xx\"", i));
  registry.gauge("glassjar_http_connections_open", "Connections open now.",
                 [open = connections_open] { return static_cast<double>(open->load()); });
}

}  // namespace glassjar::net

// One Glassjar from the data directory to the socket, in the order in which it is built.
#include "application/application.h"

#include <future>
#include <optional>

#include "application/demo.h"
#include "application/housekeeping.h"
#include "application/rooms.h"
#include "application/routes.h"
#include "base/log.h"
#include "net/metrics.h"
#include "net/server.h"
#include "net/worker_pool.h"

namespace glassjar {
namespace {

constexpr seconds kShutdownPatience{20};
constexpr const char* kSocketName = "control.sock";

// Keeps the one answer of an in-process call.
class Awaited final : public net::Responder::Target {
 public:
  void respond(net::Response&& response) override { answer_.set_value(std::move(response)); }
  net::Response wait() { return answer_.get_future().get(); }

 private:
  std::promise<net::Response> answer_;
};

void add_metrics(net::Metrics& metrics, Rooms& rooms, net::WorkerPool& workers) {
  const auto of_loader = [&](std::string_view name, std::string_view help,
                             uint64_t ingest::LoaderMetrics::* member) {
    metrics.gauge(name, help,
                  [&rooms, member] { return static_cast<double>(rooms.loader.metrics().*member); });
  };
  of_loader("glassjar_spool_lag_events", "Durable events that are not stored yet",
            &ingest::LoaderMetrics::lag);
  of_loader("glassjar_loaded_rows", "Rows stored since the start", &ingest::LoaderMetrics::rows);
  of_loader("glassjar_loader_failures", "Steps of the loader that a store refused",
            &ingest::LoaderMetrics::failures);
  metrics.gauge("glassjar_worker_queue", "Requests that wait for a worker",
                [&workers] { return static_cast<double>(workers.queued()); });
}

// The address to open in a browser on this machine.
std::string address_of(const Options& options, uint16_t port) {
  const std::string host = options.listen.substr(0, options.listen.rfind(':'));
  const bool local = host == "127.0.0.1" || host == "0.0.0.0" || host == "[::]";
  return fmt::format("{}://{}:{}", options.tls_cert.empty() ? "http" : "https",
                     local ? "localhost" : host, port);
}

}  // namespace

class Application::Parts {
 public:
  Parts(Options chosen, Ground ground, const Clock& c, Random& r)
      : options(std::move(chosen)),
        clock(c),
        random(r),
        rooms(std::move(ground), c, r),
        workers({.threads = options.worker_threads}) {}

  Result<void> start() {
    TRY(rooms.start());
    std::optional<api::StaffIdentity> demo_staff;
    if (options.demo) demo_staff = TRY(set_up_demo(rooms, options, clock, random));
    endpoints.emplace(rooms, options, clock, std::move(demo_staff));
    add_metrics(metrics, rooms, workers);
    housekeeping.emplace(chores_of(rooms, clock), clock);
    return {};
  }

  net::Router router() {
    return make_router({.endpoints = *endpoints,
                        .rooms = rooms,
                        .options = options,
                        .workers = workers,
                        .metrics = metrics});
  }

  const Options options;
  const Clock& clock;
  Random& random;
  net::Metrics metrics;
  Rooms rooms;
  net::WorkerPool workers;
  std::optional<Endpoints> endpoints;
  std::optional<Housekeeping> housekeeping;
  std::unique_ptr<net::Server> server;
};

Application::Application(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Application::~Application() { stop(); }

Result<std::unique_ptr<Application>> Application::open(Options options, const Clock& clock,
                                                       Random& random) {
  Ground ground = TRY(Ground::open(options, clock, random));
  auto parts = std::make_unique<Parts>(std::move(options), std::move(ground), clock, random);
  TRY(parts->start());
  return std::unique_ptr<Application>(new Application(std::move(parts)));
}

Result<std::string> Application::listen() {
  const Options& options = parts_->options;
  net::ServerOptions server{.listen = {options.listen},
                            .control_socket = options.data / kSocketName,
                            .tls_certificate = options.tls_cert,
                            .tls_key = options.tls_key,
                            .io_threads = options.io_threads};
  parts_->server = TRY(net::Server::open(std::move(server), parts_->router(), parts_->clock,
                                         parts_->random, parts_->metrics));
  const std::string address = address_of(options, parts_->server->port());
  parts_->endpoints->listens_at(address);
  parts_->server->start();
  return options.public_url.empty() ? address : options.public_url;
}

void Application::stop() {
  if (!parts_) return;
  if (parts_->server) parts_->server->stop(kShutdownPatience);
  parts_->workers.stop();
  parts_->housekeeping.reset();
  parts_->rooms.stop();
  parts_.reset();
}

net::Response Application::call(net::Method method, std::string_view target, std::string_view body,
                                std::span<const net::Field> fields) {
  const net::Router router = parts_->router();
  const net::Peer peer{.is_control = true};
  const size_t question = target.find('?');
  net::Request request{.method = method,
                       .target = target,
                       .path = target.substr(0, question),
                       .fields = fields,
                       .body = body,
                       .peer = &peer};
  if (question != std::string_view::npos) request.query = target.substr(question + 1);
  const net::Router::Match match = router.match(request);
  if (match.route == nullptr) return net::Response{.status = match.status};
  const auto awaited = std::make_shared<Awaited>();
  match.route->handler(request, net::Responder(awaited));
  return awaited->wait();
}

}  // namespace glassjar

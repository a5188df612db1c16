// The local page's server: routes, guard and end.
#include "cookies_command/page.h"

#include <csignal>
#include <cstdio>

#include "cookies_command/end_of_session.h"
#include "cookies_command/page_api.h"
#include "cookies_command/page_assets.h"
#include "cookies_command/page_guard.h"
#include "net/error_status.h"
#include "net/metrics.h"
#include "net/server.h"
#include "net/static_files.h"
#include "net/worker_pool.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;
using net::Method;
using net::Request;
using net::Response;

// Scripts, styles and pictures of our own, questions to ourselves, and no frame around us.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

Response refusal(const Error& error) {
  return Response{.status = net::status_of(error.code),
                  .content_type = "application/json",
                  .body = json::serialize(json::object{{"error", error.message}})};
}

Response answer(const Result<json::value>& result) {
  if (!result) return refusal(result.error());
  Response response{.content_type = "application/json", .body = json::serialize(*result)};
  return response.with("Cache-Control", "no-store");
}

// Everything the page's routes stand on; outlives the server.
struct Page {
  Run& run;
  PageGuard guard;
  EndOfSession sessions;
  // One worker: two emptyings at a time would only wait for each other.
  net::WorkerPool worker{net::WorkerPool::Options{1, 16}};
};

using Api = std::function<Result<json::value>(const Request&)>;

void add_api(net::Router& router, Page& page, Method method, std::string pattern, Api api) {
  router.add({.method = method,
              .pattern = std::move(pattern),
              .body_bytes_max = 4096,
              .handler = net::on_worker(
                  page.worker, [&page, api = std::move(api)](const Request& request) {
                    const Result<void> allowed = page.guard.check(request);
                    return allowed ? answer(api(request)) : refusal(allowed.error());
                  })});
}

// The files hold nothing of the person; the token is asked for by what does.
void add_assets(net::Router& router, const Page& page) {
  for (const net::Asset& asset : assets())
    router.add({.method = Method::Get,
                .pattern = std::string(asset.path),
                .handler = [&page, &asset](const Request& request, net::Responder respond) {
                  const Result<void> allowed = page.guard.check_host(request);
                  if (!allowed) return respond(refusal(allowed.error()));
                  Response response = net::serve_asset(asset, request);
                  respond(std::move(response.with("Content-Security-Policy", kPolicy)));
                }});
}

net::Router routes(Page& page) {
  net::Router router;
  const Run& run = page.run;
  add_assets(router, page);
  add_api(router, page, Method::Get, "/api/jar", [&](const Request&) { return page_jar(run); });
  add_api(router, page, Method::Get, "/api/items",
          [&](const Request& request) { return page_items(run, request.query_param("name")); });
  add_api(router, page, Method::Get, "/api/plan", [&](const Request&) { return page_plan(run); });
  add_api(router, page, Method::Post, "/api/dump", [&](const Request&) {
    return page_dump(run, [&page](std::vector<browsers::Profile> running) {
      page.sessions.wait_for(std::move(running));
    });
  });
  add_api(router, page, Method::Post, "/api/undo", [&](const Request&) { return page_undo(run); });
  add_api(router, page, Method::Post, "/api/keep",
          [&](const Request& request) { return page_keep(run, request.body); });
  return router;
}

}  // namespace

Result<void> serve_page(Run& run) {
  // Blocked before threads begin, so that only sigwait below takes them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  const auto empty = [&run](std::vector<browsers::Profile> profiles) {
    const Result<dump::LogEntry> entry = empty_profiles(run, std::move(profiles));
    print_note(entry ? "A browser was closed; its jar is empty now: `log` has what went."
                     : "glassjar: " + entry.error().message);
  };
  Page page{run, PageGuard(run.random), EndOfSession(empty)};
  net::Metrics metrics;
  net::ServerOptions options;
  options.listen = {"127.0.0.1:0"};
  options.connections_max = 32;
  // A profile of any size is read while the page waits.
  options.deadlines.body = minutes(10);
  const std::unique_ptr<net::Server> server =
      TRY(net::Server::open(std::move(options), routes(page), run.clock, run.random, metrics));
  page.guard.set_port(server->port());
  server->start();
  print_line(page.guard.address());
  std::fflush(stdout);
  print_note("Open it in a browser; it is for you alone. Ctrl-C ends it.");
  int signal = 0;
  sigwait(&ends, &signal);
  server->stop(seconds(2));
  return {};
}

}  // namespace glassjar::cookies_command

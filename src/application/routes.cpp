// The table of addresses. One line an endpoint: method, path, who may call it, what answers.
#include "application/routes.h"

#include "api/audits.h"
#include "api/collect_body.h"
#include "api/conversations_add.h"
#include "api/conversations_ask.h"
#include "api/conversations_lessons.h"
#include "api/imports.h"
#include "api/inbox_close.h"
#include "api/inbox_lesson.h"
#include "api/inbox_list.h"
#include "api/inbox_read.h"
#include "api/inbox_reply.h"
#include "api/jar_choice.h"
#include "api/jar_close.h"
#include "api/jar_continue.h"
#include "api/jar_conversations.h"
#include "api/jar_download.h"
#include "api/jar_empty.h"
#include "api/jar_erasure.h"
#include "api/jar_open.h"
#include "api/jar_pages.h"
#include "api/jar_state.h"
#include "api/jar_unlink.h"
#include "api/query.h"
#include "application/pages.h"
#include "net/cors.h"
#include "sites/own_hosts.h"

namespace glassjar {
namespace {

using api::Allowed;
using api::Identity;
using net::Method;
using net::Request;
using net::Response;

constexpr Allowed kAnyone{.anyone = true};
constexpr Allowed kAsking{.roles = api::kAllRoles, .scopes = storage::kStatsRead | storage::kAdmin};
constexpr Allowed kStaff{.roles = api::kAllRoles};
constexpr Allowed kInbox{.roles = api::kInboxRoles};
constexpr Allowed kOwner{.roles = api::kOwnerRole, .scopes = storage::kAdmin};
constexpr Allowed kMachine{.scopes = storage::kStatsRead | storage::kAdmin, .loopback = true};

constexpr size_t kSmallBody = 16 << 10;

// Global Privacy Control, section 4: this server honours the signal, since that day.
constexpr std::string_view kGpc = R"({"gpc":true,"lastUpdate":"2026-11-21"})";

// Adds guarded endpoints that run on a worker.
class Table {
 public:
  Table(net::Router& router, const RouteDeps& deps) : router_(router), deps_(deps) {}

  void add(Method method, std::string pattern, Allowed allowed, api::GuardedHandler handler,
           size_t body_bytes_max = kSmallBody) {
    auto guarded = deps_.endpoints.guard.protect(allowed, std::move(handler));
    router_.add({.method = method,
                 .pattern = std::move(pattern),
                 .body_bytes_max = body_bytes_max,
                 .handler = net::on_worker(deps_.workers, std::move(guarded))});
  }

 private:
  net::Router& router_;
  const RouteDeps& deps_;
};

void add_asking(Table& table, const RouteDeps& deps) {
  query::Answerer& answerer = deps.rooms.answerer;
  api::SitesDeps& sites = deps.endpoints.sites;
  const auto on_sites = [&sites](Response (*endpoint)(const Request&, api::SitesDeps&)) {
    return [&sites, endpoint](const Request& r, const Identity&) { return endpoint(r, sites); };
  };
  table.add(
      Method::Post, "/api/v2/query", kAsking,
      [&answerer](const Request& r, const Identity&) { return api::run_query(answerer, r); },
      64 << 10);
  table.add(Method::Get, "/api/sites", kAsking, on_sites(api::list_sites));
  table.add(Method::Post, "/api/sites", kOwner, on_sites(api::add_site));
  table.add(Method::Get, "/api/sites/{host}/setup", kStaff, on_sites(api::show_setup));
  table.add(Method::Get, "/api/sites/{host}/now", kAsking, on_sites(api::count_current));
  table.add(Method::Get, "/api/sites/{host}/left-out", kStaff, on_sites(api::show_left_out));
  table.add(Method::Put, "/api/sites/{host}/audit", kOwner, on_sites(api::put_audit),
            api::kAuditBodyBytesMax);
  table.add(Method::Get, "/api/sites/{host}/audit", kStaff, on_sites(api::show_audit));
  table.add(Method::Get, "/api/jar/declared", kAnyone, on_sites(api::show_declared));
  table.add(Method::Get, "/api/sites/{host}/lessons", kStaff,
            [&rooms = deps.rooms](const Request& r, const Identity&) {
              return api::conversations_lessons(r, rooms.directory, rooms.inbox);
            });
}

void add_imports(Table& table, const RouteDeps& deps) {
  ingest::AccessLogImports& imports = deps.rooms.imports;
  const auto on_imports = [&](Response (*endpoint)(ingest::AccessLogImports&, const Request&)) {
    return [&imports, endpoint](const Request& r, const Identity&) { return endpoint(imports, r); };
  };
  const size_t body = api::kImportBodyBytesMax;
  table.add(Method::Post, "/api/imports", kOwner, on_imports(api::begin_import));
  table.add(Method::Post, "/api/imports/{id}/lines", kOwner, on_imports(api::add_import_lines),
            body);
  table.add(Method::Post, "/api/imports/{id}/finish", kOwner, on_imports(api::finish_import));
}

void add_staff(Table& table, const RouteDeps& deps) {
  api::StaffDeps& staff = deps.endpoints.staff;
  const auto on_staff = [&staff](Response (*endpoint)(const Request&, api::StaffDeps&)) {
    return [&staff, endpoint](const Request& r, const Identity&) { return endpoint(r, staff); };
  };
  table.add(Method::Post, "/api/staff", kOwner, on_staff(api::invite_staff));
  table.add(Method::Post, "/api/tokens", kOwner, on_staff(api::add_token));
  table.add(Method::Post, "/api/sign-in/link", kAnyone, on_staff(api::sign_in_by_link));
  table.add(Method::Post, "/api/sign-in", kAnyone, on_staff(api::sign_in));
  table.add(Method::Post, "/api/sign-out", kStaff, on_staff(api::sign_out));
  table.add(Method::Get, "/api/me", kStaff, api::who_am_i);
  table.add(Method::Post, "/api/me/password", kStaff,
            [&staff](const Request& r, const Identity& identity) {
              return api::choose_password(r, identity, staff);
            });
}

void add_inbox(Table& table, const RouteDeps& deps) {
  using Endpoint = Response (*)(const Request&, const api::StaffIdentity&, conversations::Inbox&);
  conversations::Inbox& inbox = deps.rooms.inbox;
  const auto on_inbox = [&inbox](Endpoint endpoint) {
    return [&inbox, endpoint](const Request& r, const Identity& identity) {
      return endpoint(r, identity.staff, inbox);
    };
  };
  table.add(Method::Get, "/api/inbox", kInbox, on_inbox(api::inbox_list));
  table.add(Method::Post, "/api/inbox/{id}/read", kInbox, on_inbox(api::inbox_read));
  table.add(Method::Post, "/api/inbox/{id}/reply", kInbox, on_inbox(api::inbox_reply), 64 << 10);
  table.add(Method::Post, "/api/inbox/{id}/lesson", kInbox, on_inbox(api::inbox_lesson));
  table.add(Method::Post, "/api/inbox/{id}/close", kInbox, on_inbox(api::inbox_close));
}

// Anyone may call these: the jar cookie decides what there is to see (jar/rights.h).
void add_person(Table& table, const RouteDeps& deps) {
  api::PersonSide& person = deps.endpoints.person;
  const auto add = [&](Method method, const char* path,
                       Response (*endpoint)(const Request&, api::PersonSide&),
                       size_t body_bytes_max = kSmallBody) {
    table.add(
        method, path, kAnyone,
        [&person, endpoint](const Request& r, const Identity&) { return endpoint(r, person); },
        body_bytes_max);
  };
  add(Method::Get, "/api/jar", api::jar_state);
  add(Method::Post, "/api/jar/choice", api::jar_choice);
  add(Method::Post, "/api/jar/open", api::jar_open);
  add(Method::Post, "/api/jar/pages", api::jar_pages);
  add(Method::Post, "/api/jar/download", api::jar_download);
  add(Method::Post, "/api/jar/continue", api::jar_continue);
  add(Method::Post, "/api/jar/conversations", api::jar_conversations);
  add(Method::Post, "/api/jar/unlink", api::jar_unlink);
  add(Method::Post, "/api/jar/close", api::jar_close);
  add(Method::Post, "/api/jar/empty", api::jar_empty);
  add(Method::Post, "/api/jar/erasure", api::jar_erasure);
  add(Method::Post, "/api/conversations", api::conversations_ask, 64 << 10);
  add(Method::Post, "/api/conversations/{id}/messages", api::conversations_add, 64 << 10);
}

// The collect path stays on the I/O thread: it neither blocks nor asks the guard.
void add_collecting(net::Router& router, const RouteDeps& deps) {
  const net::IsOwnOrigin& is_own = deps.endpoints.collecting.is_own_origin;
  router.add({.method = Method::Post,
              .pattern = "/api/event",
              .body_bytes_max = api::kCollectBodyBytesMax,
              .handler = api::collect(deps.rooms.collector, deps.endpoints.collecting)});
  router.add({.method = Method::Options,
              .pattern = "/api/event",
              .handler = [is_own](const Request& request, net::Responder respond) {
                respond(net::answer_preflight(request, "POST, OPTIONS", is_own));
              }});
}

void add_machine(Table& table, net::Router& router, const RouteDeps& deps) {
  table.add(Method::Get, "/metrics", kMachine,
            [&metrics = deps.metrics](const Request&, const Identity&) {
              return Response{.content_type = std::string(net::Metrics::kContentType),
                              .body = metrics.text()};
            });
  table.add(Method::Get, "/api/version", kMachine, [](const Request&, const Identity&) {
    return Response{.content_type = "application/json",
                    .body = R"({"version":")" GLASSJAR_VERSION R"("})"};
  });
  // Answered on the I/O thread, so that busy workers do not make the server look dead.
  router.add({.pattern = "/api/health",
              .handler = [&health = deps.endpoints.health](const Request&, net::Responder respond) {
                respond(api::show_health(health));
              }});
  router.add(
      {.pattern = "/.well-known/gpc.json", .handler = [](const Request&, net::Responder respond) {
         respond({.content_type = "application/json", .body = std::string(kGpc)});
       }});
}

}  // namespace

Endpoints::Endpoints(Rooms& rooms, const Options& options, const Clock& clock,
                     std::optional<api::StaffIdentity> demo_staff)
    : guard({.staff = rooms.staff,
             .tokens = rooms.tokens,
             .public_url = options.public_url,
             .demo_staff = std::move(demo_staff)}),
      collecting{.may_write =
                     [this](const Request& request) {
                       return guard.has_scope(request, storage::kEventsWrite);
                     },
                 .is_own_origin =
                     [&rooms](std::string_view origin) {
                       return sites::is_own_origin(rooms.directory, origin);
                     },
                 .proxies = rooms.ground.proxies,
                 .public_url = options.public_url,
                 .health = &health},
      person{.sites = rooms.directory,
             .choices = rooms.choices,
             .asking = rooms.asking,
             .jar = rooms.jar,
             .erasures = rooms.erasures,
             .public_url = options.public_url,
             .client_address =
                 [this](const Request& request) {
                   return api::sender_of(request, collecting).address;
                 },
             .todays_number =
                 [this, &rooms](const Request& request, const sites::KnownSite& site) {
                   return ingest::visitor_of_anonymous(rooms.collecting,
                                                       api::sender_of(request, collecting), site);
                 }},
      staff{.staff = rooms.staff,
            .tokens = rooms.tokens,
            .own_url = {.public_url = options.public_url}},
      sites{.directory = rooms.directory,
            .records = rooms.records,
            .events = rooms.events,
            .fates = rooms.fates,
            .counter = rooms.counter,
            .excluded = rooms.excluded,
            .clock = clock,
            .own_url = {.public_url = options.public_url},
            .floor = options.demo ? 1 : options.floor} {}

void Endpoints::listens_at(const std::string& url) {
  staff.own_url.listening_url = url;
  sites.own_url.listening_url = url;
}

net::Router make_router(const RouteDeps& deps) {
  net::Router router;
  Table table(router, deps);
  add_collecting(router, deps);
  add_asking(table, deps);
  add_imports(table, deps);
  add_staff(table, deps);
  add_inbox(table, deps);
  add_person(table, deps);
  add_machine(table, router, deps);
  add_pages(router, deps.rooms.directory, deps.options.demo);
  return router;
}

}  // namespace glassjar

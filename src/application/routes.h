// Routes: every address of the server, with who may call it.
#pragma once

#include "api/collect.h"
#include "api/guard.h"
#include "api/health.h"
#include "api/person_side.h"
#include "api/sites.h"
#include "api/staff.h"
#include "application/options.h"
#include "application/rooms.h"
#include "net/metrics.h"
#include "net/router.h"
#include "net/worker_pool.h"

namespace glassjar {

// What the endpoints are handed, built once from the rooms.
struct Endpoints {
  Endpoints(Rooms& rooms, const Options& options, const Clock& clock,
            std::optional<api::StaffIdentity> demo_staff);

  Endpoints(const Endpoints&) = delete;
  Endpoints& operator=(const Endpoints&) = delete;

  // Links made for the command line name this address. Before the server starts.
  void listens_at(const std::string& url);

  api::Guard guard;
  api::Health health;
  api::CollectOptions collecting;
  api::PersonSide person;
  api::StaffDeps staff;
  api::SitesDeps sites;
};

// Everything outlives the router.
struct RouteDeps {
  Endpoints& endpoints;
  Rooms& rooms;
  const Options& options;
  net::WorkerPool& workers;
  net::Metrics& metrics;
};

net::Router make_router(const RouteDeps& deps);

}  // namespace glassjar

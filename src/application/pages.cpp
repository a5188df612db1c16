// Serving of the embedded front end.
#include "application/pages.h"

#include <fmt/core.h>

#include <string>

#include "application/assets.h"
#include "net/static_files.h"

namespace glassjar {
namespace {

// Own scripts and styles only, none inline; nobody may frame a page unless it says so.
std::string policy(std::string_view frame_ancestors) {
  return fmt::format(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors {}",
      frame_ancestors);
}

// Who may show the panel in a frame: this server's own pages and those of the site it is about.
std::string panel_ancestors(const sites::KnownSite& site) {
  const std::string& host = site.record.host;
  std::string out = fmt::format("'self' https://{0} https://*.{0}", host);
  if (host == "localhost") out += " http://localhost:* http://127.0.0.1:*";
  return out;
}

bool is_page(const net::Asset& asset) { return asset.content_type.starts_with("text/html"); }

net::Handler serve(const net::Asset& asset) {
  return [&asset](const net::Request& request, net::Responder respond) {
    net::Response response = net::serve_asset(asset, request);
    // The demo's two-sided page shows the shop in a frame.
    const bool is_demo = asset.path.starts_with("/demo/");
    if (is_page(asset))
      response.with("Content-Security-Policy", policy(is_demo ? "'self'" : "'none'"));
    respond(std::move(response));
  };
}

net::Handler serve_panel(const net::Asset& asset, const sites::Directory& sites) {
  return [&asset, &sites](const net::Request& request, net::Responder respond) {
    net::Response response = net::serve_asset(asset, request);
    const auto site = sites.find(request.query_param("site"));
    response.with("Content-Security-Policy", policy(site ? panel_ancestors(*site) : "'none'"));
    respond(std::move(response));
  };
}

void redirect(net::Router& router, std::string from, std::string to) {
  router.add({.pattern = std::move(from),
              .handler = [to = std::move(to)](const net::Request&, net::Responder respond) {
                respond(net::Response{.status = 302}.with("Location", to));
              }});
}

// Pages that have addresses of their own below them, read by their script.
bool has_addresses_below(std::string_view path) { return path == "/dashboard" || path == "/inbox"; }

}  // namespace

void add_pages(net::Router& router, const sites::Directory& sites, bool demo) {
  for (const net::Asset& asset : assets()) {
    const std::string path(asset.path);
    if (path.starts_with("/demo/") && !demo) continue;
    router.add(
        {.pattern = path, .handler = path == "/widget" ? serve_panel(asset, sites) : serve(asset)});
    if (has_addresses_below(path))
      router.add({.pattern = path + "/{rest*}", .handler = serve(asset)});
  }
  redirect(router, "/", demo ? "/demo/" : "/dashboard");
  if (demo) redirect(router, "/demo", "/demo/");
}

}  // namespace glassjar

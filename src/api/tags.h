// Tags: what a site's owner puts into pages and into the proxy, made from where people find us.
#pragma once

#include <string>
#include <string_view>

namespace glassjar::api {

struct Tags {
  std::string script_tag;
  std::string widget_tag;
  std::string nginx;
  std::string caddy;
};

// `base_url` is where people reach this server, as "https://stats.example.org", `upstream` where a
// proxy on this machine does, as "http://127.0.0.1:8080". What is put into HTML is escaped.
Tags tags_for(std::string_view host, std::string_view base_url, std::string_view upstream);

}  // namespace glassjar::api

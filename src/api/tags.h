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

// `base_url` is where people reach this server, as "https://stats.example.org"; both are put into
// HTML escaped.
Tags tags_for(std::string_view host, std::string_view base_url);

}  // namespace glassjar::api

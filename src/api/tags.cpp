// The tags and the proxy lines.
#include "api/tags.h"

#include <fmt/core.h>

namespace glassjar::api {
namespace {

// Text as the value of an attribute in double quotes.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

Tags tags_for(std::string_view host, std::string_view base_url, std::string_view upstream) {
  Tags tags;
  tags.script_tag = fmt::format(R"(<script defer src="{}/glassjar.js" data-site="{}"></script>)",
                                escaped(base_url), escaped(host));
  tags.widget_tag = fmt::format(R"(<script defer src="{}/widget.js" data-site="{}"></script>)",
                                escaped(base_url), escaped(host));
  tags.nginx = fmt::format(
      "# in the server block of stats.{0}, which shares {0}'s registrable name;\n"
      "# start Glassjar with --public-url https://stats.{0}\n"
      "location / {{\n"
      "  proxy_pass {1};\n"
      "  proxy_http_version 1.1;\n"
      "  proxy_set_header Host $host;\n"
      "  proxy_set_header X-Forwarded-For $remote_addr;\n"
      "  proxy_set_header Connection \"\";\n"
      "}}",
      host, upstream);
  tags.caddy = fmt::format(
      "# start Glassjar with --public-url https://stats.{0}\n"
      "stats.{0} {{\n  reverse_proxy {1}\n}}",
      host, upstream);
  return tags;
}

}  // namespace glassjar::api

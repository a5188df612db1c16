// glassjar site add HOST, glassjar site list
#include <fmt/core.h>

#include <boost/json.hpp>
#include <cstdio>

#include "cli/command.h"

namespace glassjar::cli {
namespace {

namespace json = boost::json;

Result<void> add_site(const Options& options, const std::string& host, const std::string& zone) {
  Connection connection = TRY(Connection::open(options, /*make_directory=*/true));
  const json::object body = {{"host", host}, {"zone", zone}};
  const std::string answer =
      TRY(connection.call(net::Method::Post, "/api/sites", json::serialize(body)));
  const json::object site = json::parse(answer).as_object();
  const auto text = [&](const json::object& object, const char* key) {
    return std::string(object.at(key).as_string());
  };
  const json::object& proxy = site.at("proxy").as_object();
  fmt::print(stderr, "Added {} ({}). Put this into the head of every page:\n\n", text(site, "host"),
             text(site, "zone"));
  print_result(text(site, "script_tag"));
  print_result(text(site, "widget_tag"));
  fmt::print(stderr,
             "\nServe Glassjar under the site's own host and over HTTPS, so that people can choose "
             "to be remembered. Behind\na proxy tell it so (serve --public-url); the tags name "
             "that address then.\n\nnginx:\n{}\n\nCaddy:\n{}\n",
             text(proxy, "nginx"), text(proxy, "caddy"));
  return {};
}

Result<void> list_sites(const Options& options) {
  Connection connection = TRY(Connection::open(options, /*make_directory=*/false));
  const std::string answer = TRY(connection.call(net::Method::Get, "/api/sites"));
  const json::value parsed = json::parse(answer);
  for (const json::value& site : parsed.at("sites").as_array())
    print_result(fmt::format("{}\t{}\t{}", site.at("host").as_string().c_str(),
                             site.at("zone").as_string().c_str(),
                             site.at("added").as_string().c_str()));
  return {};
}

}  // namespace

void add_site_command(CLI::App& app, Run& run) {
  CLI::App* site = app.add_subcommand("site", "Add and list sites");
  site->require_subcommand(1);
  site->footer(
      "Examples:\n"
      "  glassjar site add example.org --timezone Europe/Berlin --data DIR\n"
      "  glassjar site list --data DIR");

  CLI::App* add = site->add_subcommand("add", "Add a site; prints the tags for its pages");
  add_data_option(*add, run.options);
  const auto host = std::make_shared<std::string>();
  const auto zone = std::make_shared<std::string>("Etc/UTC");
  add->add_option("host", *host, "The site's host name")->required()->type_name("HOST");
  add->add_option("--timezone", *zone, "IANA time zone of the site's days")
      ->type_name("TZ")
      ->capture_default_str();
  add_public_url_option(*add, run.options.public_url);
  add->footer("Example:\n  glassjar site add example.org --timezone Europe/Berlin --data DIR");
  add->callback([&run, host, zone] { finish(run, add_site(run.options, *host, *zone)); });

  CLI::App* list = site->add_subcommand("list", "List the sites: host, zone, when added");
  add_data_option(*list, run.options);
  list->footer("Example:\n  glassjar site list --data DIR");
  list->callback([&run] { finish(run, list_sites(run.options)); });
}

}  // namespace glassjar::cli

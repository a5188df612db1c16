// glassjar token add --scope SCOPE[,SCOPE]
#include <fmt/core.h>

#include <boost/json.hpp>
#include <cstdio>

#include "cli/command.h"

namespace glassjar::cli {
namespace {

namespace json = boost::json;

Result<void> add_token(const Options& options, const std::vector<std::string>& scopes) {
  Connection connection = TRY(Connection::open(options, /*make_directory=*/true));
  const json::object body = {{"scopes", json::value_from(scopes)}};
  const std::string answer =
      TRY(connection.call(net::Method::Post, "/api/tokens", json::serialize(body)));
  fmt::print(stderr, "This token is shown once; Glassjar keeps only its hash:\n");
  print_result(json::parse(answer).at("token").as_string().c_str());
  return {};
}

}  // namespace

void add_token_command(CLI::App& app, Run& run) {
  CLI::App* token = app.add_subcommand("token", "Let programs call the interface");
  token->require_subcommand(1);
  token->footer("Example:\n  glassjar token add --scope stats:read,events:write --data DIR");
  CLI::App* add = token->add_subcommand("add", "Make a token; prints it once");
  add_data_option(*add, run.options);
  const auto scopes = std::make_shared<std::vector<std::string>>();
  add->add_option("--scope", *scopes, "stats:read, events:write, admin; several by comma")
      ->required()
      ->delimiter(',')
      ->type_name("SCOPE[,SCOPE]");
  add->footer("Example:\n  glassjar token add --scope stats:read,events:write --data DIR");
  add->callback([&run, scopes] { finish(run, add_token(run.options, *scopes)); });
}

}  // namespace glassjar::cli

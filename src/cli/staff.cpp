// glassjar staff add EMAIL --role ROLE
#include <fmt/core.h>

#include <boost/json.hpp>
#include <cstdio>

#include "cli/command.h"

namespace glassjar::cli {
namespace {

namespace json = boost::json;

Result<void> add_staff(const Options& options, const std::string& email, const std::string& role) {
  Connection connection = TRY(Connection::open(options, /*make_directory=*/true));
  const json::object body = {{"email", email}, {"role", role}};
  const std::string answer =
      TRY(connection.call(net::Method::Post, "/api/staff", json::serialize(body)));
  fmt::print(stderr, "This link signs in once, within three days:\n");
  print_result(json::parse(answer).at("link").as_string().c_str());
  return {};
}

}  // namespace

void add_staff_command(CLI::App& app, Run& run) {
  CLI::App* staff = app.add_subcommand("staff", "Let people of the organisation sign in");
  staff->require_subcommand(1);
  staff->footer("Example:\n  glassjar staff add ada@example.org --role owner --data DIR");
  CLI::App* add = staff->add_subcommand(
      "add", "Add somebody, or change their role; prints a one-time sign-in link");
  add_data_option(*add, run.options);
  const auto email = std::make_shared<std::string>();
  const auto role = std::make_shared<std::string>();
  add->add_option("email", *email, "Their e-mail address")->required()->type_name("EMAIL");
  add->add_option("--role", *role, "owner, content, service or auditor")
      ->required()
      ->type_name("ROLE");
  add_public_url_option(*add, run.options.public_url);
  add->footer("Example:\n  glassjar staff add ada@example.org --role owner --data DIR");
  add->callback([&run, email, role] { finish(run, add_staff(run.options, *email, *role)); });
}

}  // namespace glassjar::cli

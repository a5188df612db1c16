// glassjar query JSON|-
#include <iostream>
#include <iterator>

#include "cli/command.h"

namespace glassjar::cli {
namespace {

Result<void> ask(const Options& options, std::string question) {
  if (question == "-")
    question.assign(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  Connection connection = TRY(Connection::open(options, /*make_directory=*/false));
  print_result(TRY(connection.call(net::Method::Post, "/api/v2/query", question)));
  return {};
}

}  // namespace

void add_query_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("query", "Answer a question (Plausible's Stats API v2)");
  add_data_option(*command, run.options);
  const auto question = std::make_shared<std::string>();
  command->add_option("question", *question, "The question as JSON, or - for standard input")
      ->required()
      ->type_name("JSON");
  command->footer(
      "Examples:\n"
      "  glassjar query --data DIR '{\"site_id\":\"example.org\",\"metrics\":[\"visitors\"],"
      "\"date_range\":\"7d\"}'\n"
      "  glassjar query --data DIR - < question.json");
  command->callback([&run, question] { finish(run, ask(run.options, *question)); });
}

}  // namespace glassjar::cli

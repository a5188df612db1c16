// Reaching a data directory: by the running server, or as the one process that owns it.
#include "cli/connection.h"

#include <boost/json.hpp>
#include <cstdlib>

#include "base/log.h"
#include "cli/config.h"

namespace glassjar::cli {
namespace {

namespace json = boost::json;

constexpr seconds kCallTimeout{300};  // an import waits for its rows to be stored
constexpr const char* kSocketName = "control.sock";

// The reverse of api's table, as far as exit codes tell statuses apart.
ErrorCode code_of(int status) {
  switch (status) {
    case 400:
      return ErrorCode::InvalidArgument;
    case 404:
      return ErrorCode::NotFound;
    case 409:
      return ErrorCode::Conflict;
    case 413:
      return ErrorCode::TooLarge;
    case 503:
      return ErrorCode::Unavailable;
    default:
      return ErrorCode::Internal;
  }
}

Result<std::string> body_or_error(int status, std::string body) {
  if (status < 400) return body;
  boost::system::error_code unreadable;
  const json::value parsed = json::parse(body, unreadable);
  const json::object* object = parsed.if_object();
  const json::value* text = object != nullptr ? object->if_contains("error") : nullptr;
  if (text == nullptr || !text->is_string())
    return fail(ErrorCode::Internal, "the server answered {}", status);
  return fail(code_of(status), "{}", text->get_string().c_str());
}

}  // namespace

Connection::Connection(Connection&&) noexcept = default;

Connection::~Connection() {
  if (application_) application_->stop();
}

Result<Connection> Connection::open(const Options& options, bool make_directory) {
  std::error_code missing;
  if (make_directory) std::filesystem::create_directories(options.data, missing);
  if (!std::filesystem::is_directory(options.data, missing))
    return fail(ErrorCode::NotFound, "data directory \"{}\": not there", options.data.string());
  Connection connection;
  auto client = net::ControlClient::connect(options.data / kSocketName, {.timeout = kCallTimeout});
  if (client) {
    if (!options.public_url.empty())
      return fail(ErrorCode::InvalidArgument,
                  "--public-url: a server runs on \"{}\" and has its own; start it with that",
                  options.data.string());
    connection.client_ = std::make_unique<net::ControlClient>(*std::move(client));
    return connection;
  }
  if (client.error().code != ErrorCode::NotFound) return unexpected<Error>(client.error());
  Options own = options;
  TRY(read_environment(glassjar_variables(), [](const char* n) { return std::getenv(n); }, own));
  own.data = options.data;
  if (!options.public_url.empty()) own.public_url = options.public_url;
  TRY(set_up_log("warn"));
  connection.clock_ = std::make_unique<SystemClock>();
  connection.random_ = std::make_unique<SystemRandom>();
  connection.application_ =
      TRY(Application::open(std::move(own), *connection.clock_, *connection.random_));
  return connection;
}

Result<std::string> Connection::call(net::Method method, const std::string& path,
                                     std::string_view body, std::span<const net::Field> fields) {
  if (!client_) {
    net::Response response = application_->call(method, path, body, fields);
    return body_or_error(response.status, std::move(response.body));
  }
  net::ControlRequest request{.method = net::name_of(method), .target = path, .body = body};
  for (const net::Field& field : fields) request.fields.emplace_back(field.name, field.value);
  net::ControlResponse response = TRY(client_->call(request));
  return body_or_error(response.status, std::move(response.body));
}

}  // namespace glassjar::cli

// Connection: how a command reaches a data directory: through the running server's control socket,
// else by opening the stores itself. The endpoints are the same.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "application/application.h"
#include "base/result.h"
#include "net/control_client.h"
#include "net/http.h"

namespace glassjar::cli {

class Connection {
 public:
  // NotFound when the directory does not exist; `make_directory` makes it instead. InvalidArgument
  // for a public URL where a server runs, which has its own.
  static Result<Connection> open(const Options& options, bool make_directory);
  Connection(Connection&&) noexcept;
  ~Connection();

  // Whether a running server answers, not this process.
  bool is_beside_server() const { return client_ != nullptr; }

  // The answer's body. An answer with an error status becomes the Error that it tells of.
  Result<std::string> call(net::Method method, const std::string& path, std::string_view body = {},
                           std::span<const net::Field> fields = {});

 private:
  Connection() = default;

  std::unique_ptr<net::ControlClient> client_;  // of a running server, or null
  std::unique_ptr<SystemClock> clock_;          // of the application
  std::unique_ptr<SystemRandom> random_;        // of the application
  std::unique_ptr<Application> application_;    // where no server runs
};

}  // namespace glassjar::cli

// Application: one whole Glassjar, built from the data directory up.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "application/options.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "net/http.h"

namespace glassjar {

class Application {
 public:
  // Takes the data directory's lock, opens the stores, recovers what a crash left and starts the
  // loader. Conflict when another process owns the directory. Nothing listens yet.
  // `clock` and `random` outlive the application.
  static Result<std::unique_ptr<Application>> open(Options options, const Clock& clock,
                                                   Random& random);
  ~Application();

  // Listens on the options' address and on the data directory's control socket. Returns the
  // address people can open ("http://127.0.0.1:8080").
  Result<std::string> listen();
  // Stops accepting, answers what is in flight, loads what was accepted, closes the stores.
  void stop();

  // One request as if it came over the control socket; for commands without a running server.
  net::Response call(net::Method method, std::string_view target, std::string_view body,
                     std::span<const net::Field> fields);

 private:
  class Parts;
  explicit Application(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace glassjar

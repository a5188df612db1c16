// ControlClient: asks the running server over its control socket, for the command line.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "base/time.h"

namespace glassjar::net {

struct ControlRequest {
  std::string_view method = "GET";
  std::string_view target;
  std::string_view body;
  std::vector<std::pair<std::string_view, std::string_view>> fields;
};

struct ControlResponse {
  int status = 0;
  std::string body;
};

// Blocking, one request at a time over one connection. Not for several threads.
class ControlClient {
 public:
  struct Options {
    milliseconds timeout{seconds(60)};  // for one call, connecting included
    size_t body_bytes_max = 64 << 20;
  };

  // NotFound when no server listens at `socket`; Forbidden when it belongs to somebody else.
  static Result<ControlClient> connect(const std::filesystem::path& socket, Options options);

  // Any status is a success. After an error the connection is of no further use.
  Result<ControlResponse> call(const ControlRequest& request);

 private:
  ControlClient(FileDescriptor socket, Options options)
      : socket_(std::move(socket)), options_(options) {}

  FileDescriptor socket_;
  Options options_;
  std::string early_;  // bytes read beyond the last answer
};

}  // namespace glassjar::net

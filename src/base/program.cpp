// Signals and the last resort for exceptions.
#include "base/program.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <system_error>

#include "base/exit_code.h"

namespace glassjar {

int run_program(int argc, char** argv, int (*run)(int, char**)) {
  // A closed connection and a file at its limit are errors of one write, not of the program.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    const auto* failure = dynamic_cast<const std::system_error*>(&error);
    if (failure == nullptr || failure->code() != std::errc::broken_pipe)
      std::fprintf(stderr, "glassjar: %s\n", error.what());
    return kExitFailed;
  }
}

}  // namespace glassjar

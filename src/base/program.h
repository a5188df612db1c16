// What every program of ours does around its work.
#pragma once

namespace glassjar {

// Calls `run` with the command line and returns its exit code; what it throws (libraries do) is one
// line on standard error and kExitFailed. A reader of our output that has seen enough, as in
// `glassjar cookies list | head`, is worth no line.
int run_program(int argc, char** argv, int (*run)(int, char**));

}  // namespace glassjar

// What `dump` and `watch` share: which sites stay, and how an emptying is told.
#pragma once

#include <string>
#include <vector>

#include "cookies_command/command.h"
#include "dump/emptying.h"

namespace glassjar::cookies_command {

struct DumpOptions {
  std::vector<std::string> keep;  // files or sites, beside the keep list
  bool hsts = false;
  bool no_undo = false;
};

void add_dump_options(CLI::App& command, DumpOptions& options);

// What an emptying of this run stands on; values that the keyring opens are remembered by their
// hashes like all others. Both outlive it.
dump::Means means_of(const Run& run, const dump::StateFolder& state);

// The order for these profiles: the person's keep list with what the options add. A word of --keep
// that is a file is a keep list of any known program, else it is a site.
Result<dump::Order> order_for(const Run& run, const DumpOptions& options,
                              std::vector<browsers::Profile> profiles);

// What would go and what would stay.
void print_preview(const dump::Prepared& prepared);
// How it went.
void print_result(const dump::LogEntry& entry);

}  // namespace glassjar::cookies_command

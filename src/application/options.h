// Options: everything about one Glassjar that its operator may choose.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace glassjar {

struct Options {
  // The data directory; one process owns it.
  std::filesystem::path data;
  // ADDR:PORT, port 0 for any free one.
  std::string listen = "127.0.0.1:8080";
  // How people reach this server ("https://stats.example.org"); empty: as they ask.
  std::string public_url;
  // Networks whose X-Forwarded-For and Forwarded fields are believed.
  std::vector<std::string> trusted_proxies = {"127.0.0.0/8", "::1/128"};
  std::filesystem::path tls_cert;
  std::filesystem::path tls_key;
  std::string log_level = "info";
  // A folder on a memory file system for the salts of the day; empty: /run/glassjar or /dev/shm.
  std::filesystem::path salts;
  // What DuckDB may take for questions.
  uint32_t memory_limit_mib = 1024;
  uint32_t io_threads = 1;
  uint32_t worker_threads = 4;
  // The smallest number of visitors that a breakdown shows, for sites added from now on.
  uint32_t floor = 5;
  // Serves the demo site under /demo/ and lets anyone look into it.
  bool demo = false;
};

}  // namespace glassjar

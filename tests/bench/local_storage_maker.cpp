// Writes Chromium's local storage in its LevelDB form, for measuring how a profile is read.
//
//   local_storage_maker FOLDER ITEMS VALUE_BYTES   hosts, one a line, on standard input
//
// Each item goes to the next host; its value is hexadecimal, as identifiers are, from a fixed seed.
#include <fmt/core.h>
#include <leveldb/db.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::vector<std::string> hosts;
  for (std::string host; std::getline(std::cin, host);) hosts.push_back(host);
  leveldb::Options options;
  options.create_if_missing = true;
  options.compression = leveldb::kNoCompression;  // so that the profile has the size that is asked
  leveldb::DB* opened = nullptr;
  if (hosts.empty() || !leveldb::DB::Open(options, argv[1], &opened).ok()) return 1;
  const std::unique_ptr<leveldb::DB> database(opened);
  std::mt19937_64 random(1);
  const size_t value_bytes = std::strtoull(argv[3], nullptr, 10);
  for (size_t i = 0; i < std::strtoull(argv[2], nullptr, 10); ++i) {
    std::string value = "\1";  // Latin-1
    while (value.size() <= value_bytes) value += fmt::format("{:016x}", random());
    const std::string origin = "https://" + hosts[i % hosts.size()];
    const std::string key = fmt::format("_{}{}\1key-{}", origin, '\0', i);
    if (!database->Put({}, "META:" + origin, "\x08\x01").ok() ||
        !database->Put({}, key, value).ok())
      return 1;
  }
}

// Any bytes as a browser's database: every row of every table is read, or an error says why not.
#include "browser_files/sqlite_copy.h"

#include <cstddef>
#include <cstdint>
#include <fstream>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::browser_files;
  static const PrivateFolder folder = PrivateFolder::make().value();
  const auto file = folder.path() / "input";
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  SqliteLimits limits;
  limits.steps_max = 1'000'000;
  const auto copy = SqliteCopy::open(file, limits);
  if (!copy) return 0;
  const auto tables = copy->tables();
  if (!tables) return 0;
  for (const std::string& table : *tables) {
    if (table.find('"') != std::string::npos) continue;
    size_t bytes = copy->has_column(table, "name") ? 1 : 0;
    static_cast<void>(copy->for_each("SELECT * FROM \"" + table + "\"", [&](const SqliteRow& row) {
      bytes += row.bytes("name").size() + row.bytes("value").size();
      bytes += static_cast<size_t>(row.integer("id") != 0);
    }));
    if (bytes > (size_t{1} << 40)) __builtin_trap();
  }
  return 0;
}

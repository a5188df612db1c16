// Firefox's tables of fixed-size records: `SiteSecurityServiceState.bin` (HSTS) and its like
// (security/manager/ssl/data_storage).
//
// A record is 286 bytes, big-endian: a checksum of 16 bits, which is the XOR of the 142 words that
// follow it, a score, a day, a key of 256 bytes and a value of 24, both filled up with zeros.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace glassjar::browser_files {

struct DataStorageRecord {
  uint16_t score = 0;  // on how many days it was used
  uint16_t day = 0;    // last used, days since 1970
  std::string key;     // "example.org^partitionKey=%28https%2Cexample.org%29"
  std::string value;   // HSTS: "expiry in ms,state,include subdomains"

  bool operator==(const DataStorageRecord&) const = default;
};

inline constexpr size_t kDataStorageRecordsMax = 100'000;

// The records whose checksum is right, in their order; free slots, torn ends and everything over
// kDataStorageRecordsMax are left out, as Firefox does.
std::vector<DataStorageRecord> read_data_storage(std::string_view file);

// The file of these records. Keys and values that do not fit are a programmer's error: what was
// read always fits.
std::string write_data_storage(const std::vector<DataStorageRecord>& records);

}  // namespace glassjar::browser_files

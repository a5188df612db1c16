// Records of Firefox's data storage, read and written.
#include "browser_files/data_storage.h"

#include <algorithm>

#include "base/check.h"

namespace glassjar::browser_files {
namespace {

constexpr size_t kKeyBytes = 256;
constexpr size_t kValueBytes = 24;
constexpr size_t kHeadBytes = 6;
constexpr size_t kRecordBytes = kHeadBytes + kKeyBytes + kValueBytes;

uint16_t word_at(std::string_view bytes, size_t at) {
  return static_cast<uint16_t>(static_cast<uint8_t>(bytes[at]) << 8 |
                               static_cast<uint8_t>(bytes[at + 1]));
}

void append_word(std::string& out, uint16_t word) {
  out += static_cast<char>(word >> 8);
  out += static_cast<char>(word & 0xff);
}

uint16_t checksum_of(std::string_view record) {
  uint16_t sum = 0;
  for (size_t at = 2; at < kRecordBytes; at += 2)
    sum = static_cast<uint16_t>(sum ^ word_at(record, at));
  return sum;
}

std::string until_zero(std::string_view bytes) {
  return std::string(bytes.substr(0, bytes.find('\0')));
}

void append_filled(std::string& out, std::string_view text, size_t bytes) {
  CHECK(text.size() <= bytes);
  out += text;
  out.append(bytes - text.size(), '\0');
}

}  // namespace

std::vector<DataStorageRecord> read_data_storage(std::string_view file) {
  std::vector<DataStorageRecord> records;
  for (; file.size() >= kRecordBytes && records.size() < kDataStorageRecordsMax;
       file.remove_prefix(kRecordBytes)) {
    const std::string_view bytes = file.substr(0, kRecordBytes);
    if (word_at(bytes, 0) != checksum_of(bytes)) continue;
    DataStorageRecord record;
    record.score = word_at(bytes, 2);
    record.day = word_at(bytes, 4);
    record.key = until_zero(bytes.substr(kHeadBytes, kKeyBytes));
    record.value = until_zero(bytes.substr(kHeadBytes + kKeyBytes));
    // A slot that was cleared is all zeros, and its checksum is right.
    if (!record.key.empty()) records.push_back(std::move(record));
  }
  return records;
}

std::string write_data_storage(const std::vector<DataStorageRecord>& records) {
  std::string file;
  file.reserve(records.size() * kRecordBytes);
  for (const DataStorageRecord& each : records) {
    std::string record;
    record.reserve(kRecordBytes);
    append_word(record, 0);
    append_word(record, each.score);
    append_word(record, each.day);
    append_filled(record, each.key, kKeyBytes);
    append_filled(record, each.value, kValueBytes);
    const uint16_t sum = checksum_of(record);
    record[0] = static_cast<char>(sum >> 8);
    record[1] = static_cast<char>(sum & 0xff);
    file += record;
  }
  return file;
}

}  // namespace glassjar::browser_files

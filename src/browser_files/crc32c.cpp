// CRC-32C eight bytes at a time, by tables ("slicing by eight").
#include "browser_files/crc32c.h"

#include <array>
#include <cstddef>

namespace glassjar::browser_files {
namespace {

constexpr uint32_t kPolynomial = 0x82f63b78;  // reversed bits
using Tables = std::array<std::array<uint32_t, 256>, 8>;

constexpr Tables make_tables() {
  Tables tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? kPolynomial : 0);
    tables[0][byte] = crc;
  }
  for (size_t table = 1; table < 8; ++table)
    for (size_t byte = 0; byte < 256; ++byte)
      tables[table][byte] =
          tables[table - 1][byte] >> 8 ^ tables[0][tables[table - 1][byte] & 0xff];
  return tables;
}

constexpr Tables kTables = make_tables();

uint32_t byte_at(std::string_view bytes, size_t index) {
  return static_cast<uint8_t>(bytes[index]);
}

}  // namespace

uint32_t crc32c(std::string_view bytes, uint32_t crc) {
  crc = ~crc;
  size_t at = 0;
  for (; bytes.size() - at >= 8; at += 8) {
    for (unsigned i = 0; i < 4; ++i) crc ^= byte_at(bytes, at + i) << 8 * i;
    uint32_t next = 0;
    for (unsigned i = 0; i < 4; ++i) next ^= kTables[7 - i][crc >> 8 * i & 0xff];
    for (unsigned i = 4; i < 8; ++i) next ^= kTables[7 - i][byte_at(bytes, at + i)];
    crc = next;
  }
  for (; at < bytes.size(); ++at) crc = crc >> 8 ^ kTables[0][(crc ^ byte_at(bytes, at)) & 0xff];
  return ~crc;
}

uint32_t masked_crc32c(std::string_view bytes) {
  const uint32_t crc = crc32c(bytes);
  return (crc >> 15 | crc << 17) + 0xa282ead8U;
}

}  // namespace glassjar::browser_files

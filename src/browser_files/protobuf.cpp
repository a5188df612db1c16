// Tags and values of the protobuf wire format (protobuf.dev/programming-guides/encoding).
#include "browser_files/protobuf.h"

#include <iterator>

#include "browser_files/byte_reader.h"

namespace glassjar::browser_files {
namespace {

constexpr size_t kFieldsMax = 100'000;

enum WireType : uint8_t { Varint = 0, Fixed64 = 1, Counted = 2, Fixed32 = 5 };

std::optional<uint64_t> read_number(ByteReader& reader, uint64_t wire_type) {
  switch (wire_type) {
    case Varint:
      return reader.varint();
    case Fixed64:
      return reader.fixed<uint64_t>();
    case Fixed32:
      return reader.fixed<uint32_t>();
    default:
      return std::nullopt;
  }
}

}  // namespace

ProtobufMessage ProtobufMessage::parse(std::string_view bytes) {
  ProtobufMessage message;
  ByteReader reader(bytes);
  for (size_t fields = 0; !reader.at_end() && fields < kFieldsMax; ++fields) {
    const auto tag = reader.varint();
    if (!tag || *tag >> 3 > UINT32_MAX) return message;
    const auto field = static_cast<uint32_t>(*tag >> 3);
    if ((*tag & 7) == Counted) {
      const auto value = reader.counted();
      if (!value) return message;
      message.bytes_.emplace(field, *value);
    } else {
      const auto value = read_number(reader, *tag & 7);
      if (!value) return message;
      message.numbers_.emplace(field, *value);
    }
  }
  message.is_whole_ = reader.at_end();
  return message;
}

uint64_t ProtobufMessage::number(uint32_t field) const {
  const auto end = numbers_.upper_bound(field);
  return numbers_.contains(field) ? std::prev(end)->second : 0;
}

std::string_view ProtobufMessage::bytes(uint32_t field) const {
  const auto end = bytes_.upper_bound(field);
  return bytes_.contains(field) ? std::prev(end)->second : std::string_view();
}

std::vector<std::string_view> ProtobufMessage::all(uint32_t field) const {
  std::vector<std::string_view> values;
  const auto [begin, end] = bytes_.equal_range(field);
  for (auto each = begin; each != end; ++each) values.push_back(each->second);
  return values;
}

}  // namespace glassjar::browser_files

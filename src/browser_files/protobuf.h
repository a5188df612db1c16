// The protobuf wire format, as far as Chromium's small records need it: the fields of one message.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace glassjar::browser_files {

// The fields of one message by number; views into the bytes it was read from.
class ProtobufMessage {
 public:
  // Fields up to the first that is damaged.
  static ProtobufMessage parse(std::string_view bytes);

  // The last value of a field, as the format has it; 0 and empty where it is absent.
  uint64_t number(uint32_t field) const;
  std::string_view bytes(uint32_t field) const;
  // Every value of a repeated one.
  std::vector<std::string_view> all(uint32_t field) const;
  // Whether the end was reached.
  bool is_whole() const { return is_whole_; }

 private:
  std::multimap<uint32_t, uint64_t> numbers_;
  std::multimap<uint32_t, std::string_view> bytes_;
  bool is_whole_ = false;
};

}  // namespace glassjar::browser_files

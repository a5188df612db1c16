// Firefox's metadata of an origin's folder.
#include "browser_files/quota_metadata.h"

#include "browser_files/byte_reader.h"

namespace glassjar::browser_files {
namespace {

constexpr size_t kReservedBytes = 8;
constexpr int64_t kMicrosecondsMax = int64_t{1} << 56;  // the year 4253

uint64_t big_endian(std::string_view bytes) {
  uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<uint8_t>(byte);
  return value;
}

std::optional<std::string> counted(ByteReader& reader) {
  const auto size = reader.take(4);
  if (!size) return std::nullopt;
  const auto text = reader.take(big_endian(*size));
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

}  // namespace

Result<QuotaMetadata> read_quota_metadata(std::string_view file) {
  ByteReader reader(file);
  const auto time = reader.take(8);
  const auto persisted = reader.take(1);
  const auto reserved = reader.take(kReservedBytes);
  const auto suffix = counted(reader);
  const auto group = counted(reader);
  const auto origin = counted(reader);
  if (!time || !persisted || !reserved || !suffix || !group || !origin)
    return fail(ErrorCode::DataLoss, "read the metadata of an origin: cut off");
  QuotaMetadata metadata;
  const auto accessed = static_cast<int64_t>(big_endian(*time));
  if (accessed > 0 && accessed < kMicrosecondsMax)
    metadata.last_access = TimePoint(microseconds(accessed));
  metadata.persisted = persisted->front() != '\0';
  metadata.suffix = *suffix;
  metadata.group = *group;
  metadata.origin = *origin;
  return metadata;
}

}  // namespace glassjar::browser_files

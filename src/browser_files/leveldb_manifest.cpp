// The edits of a MANIFEST, applied one after the other.
#include "browser_files/leveldb_manifest.h"

#include "browser_files/byte_reader.h"
#include "browser_files/leveldb_log.h"

namespace glassjar::browser_files {
namespace {

// leveldb/db/version_edit.cc
enum Tag : uint8_t {
  Comparator = 1,
  LogNumber = 2,
  NextFileNumber = 3,
  LastSequence = 4,
  CompactPointer = 5,
  DeletedFile = 6,
  NewFile = 7,
  PreviousLogNumber = 9,
};

bool set_number(ByteReader& reader, uint64_t& number) {
  const auto value = reader.varint();
  if (value) number = *value;
  return value.has_value();
}

bool apply_new_file(ByteReader& reader, LeveldbManifest& manifest) {
  const auto level = reader.varint();
  const auto number = reader.varint();
  const auto size = reader.varint();
  const auto smallest = reader.counted();
  const auto largest = reader.counted();
  if (!level || !number || !size || !smallest || !largest) return false;
  manifest.tables.insert(*number);
  return true;
}

bool apply_deleted_file(ByteReader& reader, LeveldbManifest& manifest) {
  const auto level = reader.varint();
  const auto number = reader.varint();
  if (!level || !number) return false;
  manifest.tables.erase(*number);
  return true;
}

// One field; false where it is not what it should be.
bool apply_field(uint64_t tag, ByteReader& reader, LeveldbManifest& manifest) {
  switch (tag) {
    case Comparator: {
      const auto name = reader.counted();
      if (name) manifest.comparator = *name;
      return name.has_value();
    }
    case LogNumber:
      return set_number(reader, manifest.log);
    case PreviousLogNumber:
      return set_number(reader, manifest.previous_log);
    case NextFileNumber:
    case LastSequence:
      return reader.varint().has_value();
    case CompactPointer:
      return reader.varint().has_value() && reader.counted().has_value();
    case DeletedFile:
      return apply_deleted_file(reader, manifest);
    case NewFile:
      return apply_new_file(reader, manifest);
    default:
      return false;
  }
}

}  // namespace

Result<LeveldbManifest> read_leveldb_manifest(std::string_view bytes) {
  const LeveldbLog log = read_leveldb_log(bytes);
  if (!log.problems.empty())
    return fail(ErrorCode::DataLoss, "read LevelDB's manifest: {}", log.problems.front());
  LeveldbManifest manifest;
  for (const std::string& edit : log.records) {
    ByteReader reader(edit);
    while (!reader.at_end()) {
      const auto tag = reader.varint();
      if (!tag || !apply_field(*tag, reader, manifest))
        return fail(ErrorCode::DataLoss, "read LevelDB's manifest: an edit that is none");
    }
  }
  if (manifest.comparator.empty())
    return fail(ErrorCode::DataLoss, "read LevelDB's manifest: no comparator");
  return manifest;
}

}  // namespace glassjar::browser_files

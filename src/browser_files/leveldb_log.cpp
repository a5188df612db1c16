// Log blocks and the records that run over them.
#include "browser_files/leveldb_log.h"

#include <fmt/core.h>

#include <cstdint>
#include <optional>

#include "browser_files/byte_reader.h"
#include "browser_files/crc32c.h"

namespace glassjar::browser_files {
namespace {

constexpr size_t kBlockBytes = 32768;
constexpr size_t kHeaderBytes = 7;  // checksum 4, length 2, type 1
constexpr size_t kProblemsMax = 20;

enum Fragment : uint8_t { Zero = 0, Full = 1, First = 2, Middle = 3, Last = 4 };

// Puts fragments together and notes those that lack a neighbour.
class Assembler {
 public:
  explicit Assembler(LeveldbLog& into) : into_(into) {}

  void add(uint8_t type, std::string_view payload, size_t at) {
    const bool begins = type == Full || type == First;
    if (begins) {
      abandon(at);
      open_.emplace();
    } else if (!open_) {
      return problem("a record without its beginning", at);
    }
    open_->append(payload);
    if (type != Full && type != Last) return;
    into_.records.push_back(std::move(*open_));
    open_.reset();
  }

  // Gives up the record that is not whole yet.
  void abandon(size_t at) {
    if (open_) problem("a record without its end", at);
    open_.reset();
  }

  void problem(std::string_view what, size_t at) {
    if (into_.problems.size() < kProblemsMax)
      into_.problems.push_back(fmt::format("{} at {}", what, at));
  }

 private:
  LeveldbLog& into_;
  std::optional<std::string> open_;
};

// The fragments of one block; after damage the rest of the block is not to be trusted.
void read_block(std::string_view block, size_t at, bool is_last, Assembler& assembler) {
  ByteReader reader(block);
  while (reader.rest().size() >= kHeaderBytes) {
    const size_t here = at + block.size() - reader.rest().size();
    const auto checksum = reader.fixed<uint32_t>();
    const auto length = reader.fixed<uint16_t>();
    const std::string_view typed = reader.rest();
    const auto type = reader.fixed<uint8_t>();
    if (*type == Zero && *length == 0) return;  // space taken ahead of writing
    const auto payload = reader.take(*length);
    if (!payload) {
      assembler.problem(is_last ? "cut off" : "a length over its block", here);
      return assembler.abandon(here);
    }
    if (*type > Last || *type == Zero || masked_crc32c(typed.substr(0, 1 + *length)) != *checksum) {
      assembler.problem("checksum", here);
      return assembler.abandon(here);
    }
    assembler.add(*type, *payload, here);
  }
}

}  // namespace

LeveldbLog read_leveldb_log(std::string_view bytes) {
  LeveldbLog log;
  Assembler assembler(log);
  for (size_t at = 0; at < bytes.size(); at += kBlockBytes)
    read_block(bytes.substr(at, kBlockBytes), at, bytes.size() - at <= kBlockBytes, assembler);
  assembler.abandon(bytes.size());
  return log;
}

}  // namespace glassjar::browser_files

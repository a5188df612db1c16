// UserAgents: what browser, system and kind of device a user agent names, and whether it is a
// program rather than a person's browser.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/mutex.h"
#include "base/random.h"
#include "ingest/agent_parser.h"
#include "ingest/bots.h"

namespace glassjar::ingest {

// Longer user agents are cut before they are read: no browser sends so much.
constexpr size_t kUserAgentBytesMax = 1'024;

// What is kept of a user agent. Names are uap-core's; empty when unknown.
struct Agent {
  bool is_bot = false;
  std::string browser;          // "Chrome Mobile"
  std::string browser_version;  // "120", "17.4": major, and minor where it is not 0
  std::string os;
  std::string os_version;
  std::string device;  // "Desktop", "Mobile", "Tablet", "TV", "Console", "Wearable"
};

class UserAgents {
 public:
  // Compiles the patterns built into the binary; takes a tenth of a second.
  explicit UserAgents(Random& random);

  // Any thread. The answer is remembered under a keyed hash, the text is not.
  std::shared_ptr<const Agent> look_up(std::string_view user_agent);

 private:
  struct Key {
    std::array<uint8_t, 16> hash{};
    bool operator==(const Key&) const = default;
  };
  struct FirstBytes {
    size_t operator()(const Key& key) const;
  };
  using Table = std::unordered_map<Key, std::shared_ptr<const Agent>, FirstBytes>;
  // Two generations: a full young one becomes the old one, and what nobody has asked for since is
  // forgotten with the next.
  struct Shard {
    Table young;
    Table old;
  };
  static constexpr size_t kShards = 16;
  static constexpr size_t kYoungMax = 512;  // entries of a shard

  Key key_of(std::string_view user_agent) const;
  Agent read(std::string_view user_agent) const;
  static void remember(Shard& shard, const Key& key, std::shared_ptr<const Agent> agent);

  const std::array<uint8_t, 16> hash_key_;
  const Bots bots_;
  const AgentParser browsers_;
  const AgentParser systems_;
  std::array<Mutex<Shard>, kShards> shards_;
};

}  // namespace glassjar::ingest

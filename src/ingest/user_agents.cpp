// Looks a user agent up in its shard's two generations, and reads it where it is new.
#include "ingest/user_agents.h"

#include <sodium.h>

#include <cstring>
#include <utility>

#include "ingest/device_class.h"

namespace glassjar::ingest {

UserAgents::UserAgents(Random& random)
    : hash_key_(random.bytes<16>()), browsers_("browser"), systems_("os") {}

std::shared_ptr<const Agent> UserAgents::look_up(std::string_view user_agent) {
  user_agent = user_agent.substr(0, kUserAgentBytesMax);
  const Key key = key_of(user_agent);
  Mutex<Shard>& shard = shards_[key.hash[15] % kShards];
  {
    auto entries = shard.lock();
    if (const auto found = entries->young.find(key); found != entries->young.end())
      return found->second;
    if (const auto found = entries->old.find(key); found != entries->old.end()) {
      auto agent = found->second;
      remember(*entries, key, agent);
      return agent;
    }
  }
  auto agent = std::make_shared<const Agent>(read(user_agent));
  remember(*shard.lock(), key, agent);
  return agent;
}

void UserAgents::remember(Shard& shard, const Key& key, std::shared_ptr<const Agent> agent) {
  if (shard.young.size() >= kYoungMax) shard.old = std::exchange(shard.young, {});
  shard.young.insert_or_assign(key, std::move(agent));
}

Agent UserAgents::read(std::string_view user_agent) const {
  Agent agent;
  agent.is_bot = bots_.is_bot(user_agent);
  if (agent.is_bot) return agent;
  NamedVersion browser = browsers_.parse(user_agent);
  NamedVersion os = systems_.parse(user_agent);
  agent.device = device_class(user_agent, os.name);
  agent.browser = std::move(browser.name);
  agent.browser_version = std::move(browser.version);
  agent.os = std::move(os.name);
  agent.os_version = std::move(os.version);
  return agent;
}

UserAgents::Key UserAgents::key_of(std::string_view user_agent) const {
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == 16);
  static_assert(crypto_shorthash_siphashx24_BYTES == 16);
  Key key;
  crypto_shorthash_siphashx24(key.hash.data(),
                              reinterpret_cast<const unsigned char*>(user_agent.data()),
                              user_agent.size(), hash_key_.data());
  return key;
}

size_t UserAgents::FirstBytes::operator()(const Key& key) const {
  size_t first = 0;
  std::memcpy(&first, key.hash.data(), sizeof first);
  return first;
}

}  // namespace glassjar::ingest

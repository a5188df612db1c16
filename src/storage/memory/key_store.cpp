// A map from jar to key.
#include "storage/memory/key_store.h"

namespace glassjar::storage::memory {

Result<DataKey> MemoryKeyStore::key_for(model::JarId jar) {
  auto keys = keys_.lock();
  const auto [found, added] = keys->try_emplace(jar);
  if (added) random_.fill(found->second);
  return found->second;
}

Result<std::optional<DataKey>> MemoryKeyStore::find(model::JarId jar) {
  const auto keys = keys_.lock();
  const auto found = keys->find(jar);
  return found == keys->end() ? std::optional<DataKey>() : std::optional(found->second);
}

Result<void> MemoryKeyStore::destroy(model::JarId jar) {
  keys_.lock()->erase(jar);
  return {};
}

}  // namespace glassjar::storage::memory

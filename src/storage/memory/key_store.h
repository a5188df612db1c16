// KeyStore in memory.
#pragma once

#include <map>

#include "base/mutex.h"
#include "base/random.h"
#include "storage/key_store.h"

namespace glassjar::storage::memory {

class MemoryKeyStore final : public KeyStore {
 public:
  // `random` outlives the store.
  explicit MemoryKeyStore(Random& random) : random_(random) {}

  Result<DataKey> key_for(model::JarId jar) override;
  Result<std::optional<DataKey>> find(model::JarId jar) override;
  Result<void> destroy(model::JarId jar) override;

 private:
  Random& random_;
  Mutex<std::map<model::JarId, DataKey>> keys_;
};

}  // namespace glassjar::storage::memory

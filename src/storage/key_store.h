// KeyStore: the data keys under which personal text is encrypted, in a file of its own that no
// backup of the data contains. Destroying a key erases what it sealed, wherever copies are.
#pragma once

#include <array>
#include <optional>

#include "base/result.h"
#include "model/ids.h"

namespace glassjar::storage {

using DataKey = std::array<uint8_t, 32>;

class KeyStore {
 public:
  virtual ~KeyStore() = default;
  // The jar's key, made at the first call. Durable on return.
  virtual Result<DataKey> key_for(model::JarId jar) = 0;
  virtual Result<std::optional<DataKey>> find(model::JarId jar) = 0;
  // Durable on return, and no byte of the key is left in the file.
  virtual Result<void> destroy(model::JarId jar) = 0;
};

}  // namespace glassjar::storage

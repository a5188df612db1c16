// Sealed text: a person's words as they are stored, readable only with the data key of their jar.
// Whoever unseals has written the access event first.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "storage/key_store.h"

namespace glassjar::access_log {

// XChaCha20-Poly1305. `place` names what the text is ("conversation 7, from the person"): sealed
// text that is moved elsewhere does not open.
std::vector<uint8_t> seal(const storage::DataKey& key, std::string_view text,
                          std::string_view place, Random& random);
// DataLoss when a bit of it, the key or the place is another than at sealing.
Result<std::string> unseal(const storage::DataKey& key, std::span<const uint8_t> sealed,
                           std::string_view place);

}  // namespace glassjar::access_log

// Jars, the keys that open them, and their erasures.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"
#include "storage/records/staff.h"

namespace glassjar::storage {

// How long the person said we may remember them.
enum class KeepFor : uint8_t { Visit = 0, Days30 = 1, Months13 = 2 };

struct Jar {
  model::JarId id{};
  model::OwnerId owner{};
  TimePoint created;
  // False: the jar holds what the person wrote to us, but page views stay anonymous.
  bool remembers = false;
  KeepFor keep_for = KeepFor::Visit;
  TimePoint expires;
  // From it the visitor id of each site is derived (consent/visitor_key.h); random.
  std::array<uint8_t, 16> visitor_key{};
};

struct JarKey {
  model::JarKeyId id{};
  model::JarId jar{};
  SecretHash hash{};
  TimePoint created;
  TimePoint expires;
};

enum class ErasureState : uint8_t { Pending = 0, Complete = 1 };

// An intent to erase: written first, so that its visitors are left out of every answer at once.
struct Erasure {
  model::ErasureId id{};
  model::JarId jar{};
  TimePoint asked;
  TimePoint completed;  // of Complete
  ErasureState state = ErasureState::Pending;
  // Emptied when it is complete: the receipt names numbers only.
  std::vector<std::pair<model::SiteId, model::VisitorId>> visitors;
  uint64_t rows = 0;  // event rows removed, of Complete
  // Hash of the capability by which the person may ask how it goes, the cookie being gone.
  SecretHash receipt_hash{};
};

class Jars {
 public:
  virtual ~Jars() = default;
  virtual Result<model::JarId> add(const Jar& jar) = 0;
  virtual Result<void> update(const Jar& jar) = 0;
  virtual Result<std::optional<Jar>> by_id(model::JarId id) = 0;
  virtual Result<std::vector<Jar>> list() = 0;
  virtual Result<std::vector<Jar>> expired(TimePoint now, size_t limit) = 0;
  virtual Result<void> remove(model::JarId id) = 0;  // its keys too

  virtual Result<model::JarKeyId> add_key(const JarKey& key) = 0;
  virtual Result<std::optional<JarKey>> key(const SecretHash& hash) = 0;
  virtual Result<std::vector<JarKey>> keys() = 0;  // of all jars, to fill the collect path's table
  virtual Result<void> update_key_expiry(model::JarKeyId id, TimePoint expires) = 0;

  virtual Result<model::ErasureId> add_erasure(const Erasure& erasure) = 0;
  virtual Result<void> update_erasure(const Erasure& erasure) = 0;
  virtual Result<std::vector<Erasure>> pending_erasures() = 0;
  virtual Result<std::optional<Erasure>> erasure_by_receipt(const SecretHash& hash) = 0;
};

}  // namespace glassjar::storage

// The table of jar keys that stand for a visitor, and the two hashes behind it (libsodium).
#include "consent/remembered.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace glassjar::consent {

model::VisitorId visitor_on(const std::array<uint8_t, 16>& visitor_key, model::SiteId site) {
  static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
  // The site's number, then how often zero came out: zero means "none" and is passed over.
  std::array<uint8_t, 5> input{};
  for (size_t i = 0; i < 4; ++i) input[i] = static_cast<uint8_t>(model::number(site) >> (8 * i));
  uint64_t value = 0;
  while (value == 0) {
    std::array<uint8_t, 8> hash{};
    crypto_shorthash(hash.data(), input.data(), input.size(), visitor_key.data());
    for (size_t i = 0; i < hash.size(); ++i) value |= uint64_t{hash[i]} << (8 * i);
    ++input.back();
  }
  return model::VisitorId(value);
}

size_t Remembered::FirstBytes::operator()(const storage::SecretHash& hash) const {
  size_t first = 0;
  std::memcpy(&first, hash.data(), sizeof first);
  return first;
}

void Remembered::Table::put(const storage::SecretHash& key, const Entry& entry) {
  drop(key);
  by_key.emplace(key, entry);
  keys_of[entry.jar].push_back(key);
}

void Remembered::Table::drop(const storage::SecretHash& key) {
  const auto found = by_key.find(key);
  if (found == by_key.end()) return;
  const auto keys = keys_of.find(found->second.jar);
  std::erase(keys->second, key);
  if (keys->second.empty()) keys_of.erase(keys);
  by_key.erase(found);
}

Result<void> Remembered::load() {
  std::vector<storage::Jar> jars;
  std::vector<storage::JarKey> keys;
  TRY(records_.read([&](storage::Transaction& transaction) -> Result<void> {
    jars = TRY(transaction.jars().list());
    keys = TRY(transaction.jars().keys());
    return {};
  }));
  std::unordered_map<model::JarId, const storage::Jar*> jar_of;
  for (const storage::Jar& jar : jars) jar_of.emplace(jar.id, &jar);
  Table table;
  for (const storage::JarKey& key : keys) {
    const auto jar = jar_of.find(key.jar);
    if (jar == jar_of.end() || !jar->second->remembers) continue;
    table.put(key.hash,
              {key.jar, jar->second->visitor_key, std::min(key.expires, jar->second->expires)});
  }
  *table_.lock() = std::move(table);
  return {};
}

std::optional<model::VisitorId> Remembered::visitor(std::string_view jar_cookie,
                                                    model::SiteId site) const {
  if (jar_cookie.empty()) return std::nullopt;
  const storage::SecretHash hash = storage::hash_of_secret(jar_cookie);
  const auto table = table_.lock_shared();
  const auto found = table->by_key.find(hash);
  if (found == table->by_key.end() || found->second.expires <= clock_.now()) return std::nullopt;
  return visitor_on(found->second.visitor_key, site);
}

void Remembered::put(const storage::SecretHash& key, const storage::Jar& jar) {
  auto table = table_.lock();
  if (jar.remembers)
    table->put(key, {jar.id, jar.visitor_key, jar.expires});
  else
    table->drop(key);
}

void Remembered::drop(const storage::SecretHash& key) { table_.lock()->drop(key); }

void Remembered::remove(model::JarId jar) {
  auto table = table_.lock();
  const auto keys = table->keys_of.find(jar);
  if (keys == table->keys_of.end()) return;
  for (const storage::SecretHash& key : keys->second) table->by_key.erase(key);
  table->keys_of.erase(keys);
}

}  // namespace glassjar::consent

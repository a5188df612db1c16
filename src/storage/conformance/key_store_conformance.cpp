// The suite of KeyStore.
#include "storage/conformance/key_store_conformance.h"

#include <set>
#include <thread>
#include <vector>

namespace glassjar::storage::conformance {

using model::JarId;

// Programs that link this library for another suite need not run this one.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(KeyStoreConformance);

std::string key_store_suite_name(const testing::TestParamInfo<MakeKeyStore>&) { return "KeyStore"; }

TEST_P(KeyStoreConformance, makes_a_key_once_and_keeps_it) {
  const DataKey made = store().key_for(JarId{7}).value();
  EXPECT_NE(made, DataKey{});
  EXPECT_EQ(store().key_for(JarId{7}).value(), made);
  reopen();
  EXPECT_EQ(store().find(JarId{7}).value(), made);
}

TEST_P(KeyStoreConformance, find_makes_nothing) {
  EXPECT_EQ(store().find(JarId{7}).value(), std::nullopt);
  EXPECT_EQ(store().find(JarId{7}).value(), std::nullopt);
}

TEST_P(KeyStoreConformance, gives_each_jar_a_key_of_its_own) {
  std::set<DataKey> keys;
  for (uint64_t jar = 1; jar <= 200; ++jar) keys.insert(store().key_for(JarId{jar}).value());
  EXPECT_EQ(keys.size(), 200U);
}

TEST_P(KeyStoreConformance, a_destroyed_key_never_comes_back) {
  const DataKey other = store().key_for(JarId{8}).value();
  const DataKey made = store().key_for(JarId{7}).value();
  EXPECT_TRUE(store().destroy(JarId{7}).has_value());
  EXPECT_EQ(store().find(JarId{7}).value(), std::nullopt);
  reopen();
  EXPECT_EQ(store().find(JarId{7}).value(), std::nullopt);
  EXPECT_NE(store().key_for(JarId{7}).value(), made);
  EXPECT_EQ(store().find(JarId{8}).value(), other);
}

TEST_P(KeyStoreConformance, destroying_what_is_not_there_is_fine) {
  EXPECT_TRUE(store().destroy(JarId{7}).has_value());
}

TEST_P(KeyStoreConformance, threads_agree_on_a_key) {
  std::vector<DataKey> seen(4);
  std::vector<std::thread> threads;
  for (DataKey& key : seen)
    threads.emplace_back([this, &key] { key = store().key_for(JarId{1}).value(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<DataKey>(seen.begin(), seen.end()).size(), 1U);
}

}  // namespace glassjar::storage::conformance

// What every KeyStore must do, as one suite that each engine instantiates.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "storage/key_store.h"

namespace glassjar::storage::conformance {

// One store under test, empty at first.
class KeyStoreSubject {
 public:
  virtual ~KeyStoreSubject() = default;
  virtual KeyStore& store() = 0;
  // Closes and opens it again, where that means something.
  virtual void reopen() = 0;
};

using MakeKeyStore = std::function<std::unique_ptr<KeyStoreSubject>()>;

class KeyStoreConformance : public testing::TestWithParam<MakeKeyStore> {
 protected:
  KeyStore& store() { return subject_->store(); }
  void reopen() { subject_->reopen(); }

 private:
  std::unique_ptr<KeyStoreSubject> subject_ = GetParam()();
};

// Names the instance; naming it is also what links the suite in.
std::string key_store_suite_name(const testing::TestParamInfo<MakeKeyStore>& info);

}  // namespace glassjar::storage::conformance

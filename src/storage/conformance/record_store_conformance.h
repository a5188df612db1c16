// What every RecordStore must do, as one suite that each engine instantiates:
//
//   INSTANTIATE_TEST_SUITE_P(Sqlite, RecordStoreConformance, testing::Values(make_subject),
//                            record_store_suite_name);
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "storage/records/record_store.h"

namespace glassjar::storage::conformance {

// One store under test, empty at first.
class RecordStoreSubject {
 public:
  virtual ~RecordStoreSubject() = default;
  virtual RecordStore& store() = 0;
  // Closes and opens it again, where that means something.
  virtual void reopen() = 0;
};

using MakeRecordStore = std::function<std::unique_ptr<RecordStoreSubject>()>;

class RecordStoreConformance : public testing::TestWithParam<MakeRecordStore> {
 protected:
  RecordStore& store() { return subject_->store(); }
  void reopen() { subject_->reopen(); }
  // Both fail the test on an error.
  void write(const std::function<void(Transaction&)>& work);
  void read(const std::function<void(Transaction&)>& work);
  // The error of a transaction that must fail.
  ErrorCode refused(const std::function<Result<void>(Transaction&)>& work);

 private:
  std::unique_ptr<RecordStoreSubject> subject_ = GetParam()();
};

// Names the instance; naming it is also what links the suite in.
std::string record_store_suite_name(const testing::TestParamInfo<MakeRecordStore>& info);

}  // namespace glassjar::storage::conformance

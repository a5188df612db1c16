// What every Spool must do, as one suite that each engine instantiates.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "storage/spool.h"

namespace glassjar::storage::conformance {

// One spool under test, empty at first.
class SpoolSubject {
 public:
  virtual ~SpoolSubject() = default;
  virtual Spool& spool() = 0;
  // Closes and opens it again, where that means something.
  virtual void reopen() = 0;
};

using MakeSpool = std::function<std::unique_ptr<SpoolSubject>()>;

class SpoolConformance : public testing::TestWithParam<MakeSpool> {
 protected:
  Spool& spool() { return subject_->spool(); }
  void reopen() { subject_->reopen(); }

 private:
  std::unique_ptr<SpoolSubject> subject_ = GetParam()();
};

// Names the instance; naming it is also what links the suite in.
std::string spool_suite_name(const testing::TestParamInfo<MakeSpool>& info);

}  // namespace glassjar::storage::conformance

// Registrations of service workers.
#include "browser_files/service_worker_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace glassjar::browser_files {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFile =
    "12\n"
    "\nhttp://a.localhost/\nhttp://a.localhost/worker.js\ntrue\n{6b039869}\n0\n#\n"
    "^partitionKey=%28http%2Ca.localhost%29\nhttps://t.test/\nhttps://t.test/w.js\nfalse\n#\n";

TEST(ServiceWorkerList, has_a_block_for_each_worker) {
  const auto list = read_service_worker_list(kFile).value();
  EXPECT_EQ(list.version, 12);
  ASSERT_THAT(list.workers, SizeIs(2));
  EXPECT_EQ(list.workers[0].origin_attributes, "");
  EXPECT_EQ(list.workers[0].scope, "http://a.localhost/");
  EXPECT_EQ(list.workers[0].script, "http://a.localhost/worker.js");
  EXPECT_EQ(list.workers[1].origin_attributes, "^partitionKey=%28http%2Ca.localhost%29");
}

TEST(ServiceWorkerList, writes_back_what_it_read) {
  auto list = read_service_worker_list(kFile).value();
  EXPECT_EQ(write_service_worker_list(list), kFile);
  list.workers.erase(list.workers.begin());
  const std::string rest = write_service_worker_list(list);
  EXPECT_THAT(read_service_worker_list(rest).value().workers, SizeIs(1));
  list.workers.clear();
  EXPECT_EQ(write_service_worker_list(list), "12\n");
}

TEST(ServiceWorkerList, leaves_out_blocks_that_are_torn) {
  EXPECT_THAT(read_service_worker_list("12\na\nb\nc\n").value().workers, IsEmpty());
  EXPECT_THAT(read_service_worker_list("12\na\n#\n#\n\n\n\n#").value().workers, SizeIs(1));
}

TEST(ServiceWorkerList, refuses_what_it_does_not_know) {
  for (const char* file : {"", "\n", "x\n", "12x\n", "3\n", "-1\n", "99999999999\n"})
    EXPECT_EQ(read_service_worker_list(file).error().code, ErrorCode::DataLoss) << file;
}

}  // namespace
}  // namespace glassjar::browser_files

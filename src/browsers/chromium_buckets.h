// Chromium's index of storage: which storage key owns which bucket. Storage of frames and of named
// buckets lies in `WebStorage/<bucket>`, and only this table tells whose it is.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "browsers/chromium_store.h"
#include "browsers/rows.h"

namespace glassjar::browsers::chromium {

// Bucket number -> storage key as text. Empty where the index cannot be read.
std::map<int64_t, std::string> read_buckets(const Profile& profile);

std::filesystem::path bucket_index(const Profile& profile);
RowStore bucket_rows();

// One folder `WebStorage/<bucket>` of a site; the key is empty where the index does not have it.
struct BucketFolder {
  std::filesystem::path folder;
  std::string storage_key;
};
std::vector<BucketFolder> bucket_folders(const Profile& profile);

}  // namespace glassjar::browsers::chromium

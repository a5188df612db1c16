// The records of a database as items, within bounds: how many and how much, of one database and of
// a whole profile. What is over a bound is left out, and the database's item says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "browser_files/value_texts.h"
#include "cookies/item.h"

namespace glassjar::browsers {

// Bytes are those of the items' names and values.
inline constexpr size_t kRecordsPerDatabaseMax = 5'000;
inline constexpr size_t kRecordBytesPerDatabaseMax = 4 << 20;
inline constexpr size_t kRecordsPerProfileMax = 50'000;
inline constexpr size_t kRecordBytesPerProfileMax = 24 << 20;
// Of a larger value only its key is read. Chromium moves such values into files by itself.
inline constexpr size_t kStoredValueBytesMax = 64 << 10;

// What may still be listed of one profile, shared by its databases in the order of reading.
struct RecordBudget {
  size_t records = kRecordsPerProfileMax;
  size_t bytes = kRecordBytesPerProfileMax;
};

// One database and what is in it. Outlives neither the budget nor a second reading.
class DatabaseItems {
 public:
  // `database`: the item of the database itself, from which its records have all but name and
  // value.
  DatabaseItems(cookies::Item database, RecordBudget& budget);

  bool is_full() const { return is_full_; }
  // The item `DATABASE/STORE/KEY`, whose value is the record's texts (value_texts.h); `bytes` is
  // the size of what is stored. Nothing but a note that there is more once it is full.
  void add(std::string_view store, std::string_view key, const browser_files::ValueTexts& texts,
           uint64_t bytes);
  // There is more than was handed over.
  void leave_out() { is_full_ = true; }

  // The database, whose value says how many records are listed and whether there are more; then
  // they.
  std::vector<cookies::Item> take() &&;

 private:
  cookies::Item database_;
  RecordBudget& budget_;
  size_t bytes_left_ = kRecordBytesPerDatabaseMax;
  bool is_full_ = false;
  std::vector<cookies::Item> records_;
};

}  // namespace glassjar::browsers

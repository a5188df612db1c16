// Items of records.
#include "browsers/indexed_db_records.h"

#include <fmt/core.h>

#include <utility>

namespace glassjar::browsers {

using browser_files::ValueTexts;
using cookies::Item;

DatabaseItems::DatabaseItems(Item database, RecordBudget& budget)
    : database_(std::move(database)), budget_(budget) {}

void DatabaseItems::add(std::string_view store, std::string_view key, const ValueTexts& texts,
                        uint64_t bytes) {
  if (is_full_) return;
  std::string name = fmt::format("{}/{}/{}", database_.name, store, key);
  std::string value = texts.json();
  const size_t size = name.size() + value.size();
  is_full_ = records_.size() >= kRecordsPerDatabaseMax || budget_.records == 0 ||
             size > bytes_left_ || size > budget_.bytes;
  if (is_full_) return;
  bytes_left_ -= size;
  budget_.bytes -= size;
  --budget_.records;
  Item& item = records_.emplace_back(database_);
  item.name = std::move(name);
  item.value = std::move(value);
  item.bytes = bytes;
}

std::vector<Item> DatabaseItems::take() && {
  database_.value =
      fmt::format("{} {} listed{}", records_.size(), records_.size() == 1 ? "record" : "records",
                  is_full_ ? ", there are more" : "");
  records_.insert(records_.begin(), std::move(database_));
  return std::move(records_);
}

}  // namespace glassjar::browsers

// The only place of the query tests that names engines.
#include "engines.h"

#include <algorithm>

#include "base/check.h"
#include "base/encoding.h"
#include "storage/duckdb/event_store.h"
#include "storage/memory/event_store.h"

namespace glassjar::queries {

const std::vector<std::string>& engine_names() {
  static const std::vector<std::string> names = {"memory", "duckdb"};
  return names;
}

Engine::Engine(const std::string& name)
    : folder_(std::filesystem::temp_directory_path() /
              ("glassjar-queries-" + to_hex(random_.nonzero64()))) {
  std::filesystem::create_directory(folder_);
  if (name == "memory") store_ = std::make_unique<storage::memory::MemoryEventStore>(random_);
  if (name == "duckdb") store_ = storage::duckdb::EventStore::open(folder_, {}, random_).value();
  CHECK(store_ != nullptr);
}

Engine::~Engine() {
  store_.reset();
  std::filesystem::remove_all(folder_);
}

void Engine::load(const std::vector<model::Event>& rows, size_t batch_size) {
  for (size_t begin = 0; begin < rows.size(); begin += batch_size) {
    const size_t end = std::min(begin + batch_size, rows.size());
    storage::Batch batch{.spool_id = 1,
                         .first_seq = begin == 0 ? 1 : rows[begin].seq,
                         .next_seq = rows[end - 1].seq + 1};
    batch.rows.assign(rows.begin() + static_cast<ptrdiff_t>(begin),
                      rows.begin() + static_cast<ptrdiff_t>(end));
    store_->apply(batch).value();
  }
}

}  // namespace glassjar::queries

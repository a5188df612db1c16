// The engines that every test of this folder runs on.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "storage/event_store.h"

namespace glassjar::queries {

const std::vector<std::string>& engine_names();

// An empty event store of an engine, in a folder of its own that goes with it.
class Engine {
 public:
  explicit Engine(const std::string& name);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  storage::EventStore& store() { return *store_; }
  // Stores the rows as one batch each of `batch_size`.
  void load(const std::vector<model::Event>& rows, size_t batch_size = 1000);

 private:
  SystemRandom random_;
  std::filesystem::path folder_;
  std::unique_ptr<storage::EventStore> store_;
};

}  // namespace glassjar::queries

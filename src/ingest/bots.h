// Bots: whether a user agent belongs to a crawler or a tool (crawler-user-agents, MIT).
#pragma once

#include <memory>
#include <string_view>

namespace glassjar::ingest {

class Bots {
 public:
  // Compiles the patterns built into the binary.
  Bots();
  Bots(Bots&&) noexcept;
  ~Bots();

  // Any thread.
  bool is_bot(std::string_view user_agent) const;

 private:
  struct Patterns;
  std::unique_ptr<const Patterns> patterns_;
};

}  // namespace glassjar::ingest

// AgentParser: an ordered list of patterns that read a name and a version from a user agent, as
// uap-core's docs/specification.md describes: the first pattern in the list that matches decides.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace glassjar::ingest {

struct NamedVersion {
  std::string name;     // empty: no pattern matched
  std::string version;  // "120", "17.4": major, and minor where it is there and not 0
};

class AgentParser {
 public:
  // `section` is "browser" or "os" of the patterns built into the binary.
  explicit AgentParser(std::string_view section);
  AgentParser(AgentParser&&) noexcept;
  ~AgentParser();

  // Any thread.
  NamedVersion parse(std::string_view user_agent) const;

 private:
  struct Patterns;
  std::unique_ptr<const Patterns> patterns_;
};

}  // namespace glassjar::ingest

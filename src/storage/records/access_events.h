// Access events: who read or used what is held on a person, and why.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"

namespace glassjar::storage {

enum class Actor : uint8_t { Person = 0, Staff = 1, Program = 2 };
enum class AccessAction : uint8_t { View = 0, Export = 1, Erase = 2, Send = 3, Change = 4 };

struct AccessEvent {
  uint64_t id = 0;
  model::JarId jar{};
  TimePoint at;
  Actor actor = Actor::Person;
  model::StaffId staff{};  // of Actor::Staff
  std::string role;        // the role the staff had then: "service"; empty for the person
  AccessAction action = AccessAction::View;
  std::string object;   // "conversation", "pages", "jar", ...
  uint64_t count = 0;   // how many of them
  std::string purpose;  // "answer a question", "show the jar to its person", ...
};

class AccessEvents {
 public:
  virtual ~AccessEvents() = default;
  virtual Result<uint64_t> add(const AccessEvent& event) = 0;
  virtual Result<std::vector<AccessEvent>> of_jar(model::JarId jar) = 0;  // newest first
  virtual Result<void> remove_of_jar(model::JarId jar) = 0;
};

}  // namespace glassjar::storage

// The regular expressions of an index, compiled when first asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace glassjar::filters {

// Whether this matcher can run it: RE2 has no look-around and no back references.
bool is_supported_regex(std::string_view regex);

class Regexes {
 public:
  Regexes();
  ~Regexes();
  Regexes(Regexes&&) noexcept;
  Regexes& operator=(Regexes&&) noexcept;

  // In ascending order of `rule`; before any search. `regex` must outlive this.
  void add(uint32_t rule, std::string_view regex, bool match_case);
  // Any thread. False for an expression that does not compile.
  bool search(uint32_t rule, std::string_view url) const;

 private:
  struct Entry;
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace glassjar::filters

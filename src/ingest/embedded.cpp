// The symbols of data/embedded.S as text.
#include "ingest/embedded.h"

extern "C" {
extern const char glassjar_agent_patterns_begin[];
extern const char glassjar_agent_patterns_end[];
extern const char glassjar_countries_begin[];
extern const char glassjar_countries_end[];
extern const char glassjar_sources_begin[];
extern const char glassjar_sources_end[];
}

namespace glassjar::ingest::embedded {

std::string_view agent_patterns() {
  return {glassjar_agent_patterns_begin, glassjar_agent_patterns_end};
}

std::string_view countries() { return {glassjar_countries_begin, glassjar_countries_end}; }

std::string_view sources() { return {glassjar_sources_begin, glassjar_sources_end}; }

}  // namespace glassjar::ingest::embedded

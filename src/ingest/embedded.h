// The data files inside the binary (data/embed.cmake).
#pragma once

#include <string_view>

namespace glassjar::ingest::embedded {

std::string_view agent_patterns();  // script/data/agent_patterns.mjs says in what form
std::string_view countries();       // a MaxMind DB
std::string_view sources();         // data/sources.tsv

}  // namespace glassjar::ingest::embedded

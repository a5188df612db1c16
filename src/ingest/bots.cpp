// The crawlers' patterns as one automaton.
#include "ingest/bots.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <string>

#include "base/check.h"
#include "ingest/embedded.h"
#include "ingest/tsv.h"

namespace glassjar::ingest {
namespace {

constexpr int64_t kAutomatonBytesMax = 32 << 20;

// What the list does not name: browsers under a program's control and clients of libraries.
constexpr const char* kMorePatterns[] = {
    "HeadlessChrome",
    "PhantomJS",
    "Electron.*Cypress",
    "^(curl|Wget|wget)/",
    "^python",
    "^Java/",
    "^Ruby$",
    "^$",
    "(?i)\\b(crawler|spider)\\b",
};

RE2::Options options() {
  RE2::Options options(RE2::Quiet);
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_max_mem(kAutomatonBytesMax);
  return options;
}

}  // namespace

struct Bots::Patterns {
  Patterns() : set(options(), RE2::UNANCHORED) {}
  RE2::Set set;
};

Bots::Bots() {
  auto patterns = std::make_unique<Patterns>();
  for_each_tsv_line(embedded::agent_patterns(), [&](const TsvFields& fields) {
    if (fields[0] == "bot") CHECK(patterns->set.Add(std::string(fields[1]), nullptr) >= 0);
  });
  for (const char* pattern : kMorePatterns) CHECK(patterns->set.Add(pattern, nullptr) >= 0);
  CHECK(patterns->set.Compile());
  patterns_ = std::move(patterns);
}

Bots::Bots(Bots&&) noexcept = default;
Bots::~Bots() = default;

bool Bots::is_bot(std::string_view user_agent) const {
  return patterns_->set.Match(re2::StringPiece(user_agent.data(), user_agent.size()), nullptr);
}

}  // namespace glassjar::ingest

// What the collector's rules cost in processor time: the whole pipeline an event, and user agents
// by themselves.
#include <fmt/core.h>

#include <ctime>
#include <string>
#include <vector>

#include "ingest/fake_records.h"
#include "ingest/pipeline.h"
#include "ingest/salts.h"
#include "ingest/visitor_number.h"

namespace {

using namespace glassjar;

// Seconds of processor time of this process.
double used() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Nanoseconds a call, over `count` calls.
template <class Function>
double measured(int count, Function function) {
  const double began = used();
  for (int i = 0; i < count; ++i) function(i);
  return (used() - began) * 1e9 / count;
}

std::string user_agent(int i) {
  return fmt::format(
      "Mozilla/5.0 (Linux; Android {}; Model{}) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/{}.0.{}.0 Mobile Safari/537.36",
      8 + i % 7, i % 911, 90 + i % 50, i);
}

}  // namespace

int main() {
  const SystemClock clock;
  SystemRandom random;
  const double began = used();
  ingest::UserAgents user_agents(random);
  user_agents.look_up("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0");
  fmt::print("user agents: set up and first lookup {:.0f} ms\n", (used() - began) * 1e3);
  fmt::print("user agents: unknown {:.1f} us\n",
             measured(5'000, [&](int i) { user_agents.look_up(user_agent(i)); }) / 1'000);
  const std::string known = user_agent(1);
  fmt::print("user agents: known {:.0f} ns\n",
             measured(1'000'000, [&](int) { user_agents.look_up(known); }));

  ingest::FakeRecords records;
  sites::Directory directory(records);
  if (!directory.add("example.org", "Europe/Berlin", clock.now(), 5)) return 1;
  consent::Remembered remembered(records, clock);
  const auto salts = ingest::Salts::open("/dev/shm/glassjar-bench", "bench",
                                         ingest::SaltDirectory::MemoryOnly, clock, random);
  const auto countries = ingest::Countries::built_in();
  if (!salts || !countries) return 1;
  const ingest::Sources sources;
  ingest::DailyCounter counter;
  ingest::LastFates fates(random.nonzero64());
  const ingest::Context context{directory, remembered, **salts,  user_agents, *countries,
                                sources,   clock,      &counter, &fates};
  const ingest::Sender sender{.address = "134.76.10.47", .user_agent = known};
  const ingest::Incoming incoming{
      .domain = "example.org",
      .name = "pageview",
      .url = "https://example.org/blog/how-to-make-sourdough-bread-at-home?utm_source=letter",
      .referrer = "https://www.google.com/"};
  size_t accepted = 0;
  const double pipeline = measured(300'000, [&](int) {
    accepted += ingest::process_all(context, sender, {&incoming, 1})->accepted.size();
  });
  fmt::print("pipeline: {:.0f} ns an event ({} accepted)\n", pipeline, accepted);
}

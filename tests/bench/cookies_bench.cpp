// What a scan's items cost to judge: companies, identifiers and shares of 100,000 items, and single
// look-ups of registrable domains.
#include <fmt/core.h>

#include <ctime>
#include <string>
#include <vector>

#include "base/random.h"
#include "cookies/identifier.h"
#include "cookies/registrable_domain.h"
#include "cookies/respawn.h"
#include "cookies/sharing.h"
#include "cookies/snapshot.h"
#include "cookies/supercookie.h"
#include "cookies/who.h"

namespace {

using namespace glassjar;
using namespace glassjar::cookies;

constexpr size_t kItems = 100'000;

double used() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Function>
void print_time(const char* what, Function function) {
  const double began = used();
  const auto result = function();
  fmt::print("{}: {:.1f} ms ({})\n", what, (used() - began) * 1e3, result);
}

// As profiles have them: a third settings, a third one number a value, the rest several parts.
std::string value_of(size_t i, Random& random) {
  switch (i % 6) {
    case 0:
      return "en-GB";
    case 1:
      return "1600000000000";
    case 2:
      return fmt::format("{:016x}{:016x}", random.nonzero64(), random.nonzero64());
    case 3:
      return fmt::format("GA1.2.{}.1600000000", random.nonzero64() % 2'000'000'000);
    case 4:
      return fmt::format("v=2&t=1600000000&uid={:016x}&lang=de-DE", random.nonzero64());
    default:
      return fmt::format("%7B%22id%22%3A%22{:016x}%22%2C%22theme%22%3A%22dark%22%7D",
                         random.nonzero64());
  }
}

std::vector<Item> make_items() {
  constexpr std::array kTrackers = {"stats.g.doubleclick.net", "x.adnxs.com", "sb.criteo.com",
                                    "www.facebook.com"};
  const TimePoint now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
  SeededRandom random(1);
  std::vector<Item> items(kItems);
  for (size_t i = 0; i < items.size(); ++i) {
    Item& item = items[i];
    item.store = i % 3 == 0 ? Store::LocalStorage : Store::Cookie;
    item.profile = i % 10 == 0 ? 1 : 0;
    item.host = i % 4 == 0 ? std::string(kTrackers[i / 4 % kTrackers.size()])
                           : fmt::format("www.site{}.co.uk", i % 5'000);
    item.top_site = fmt::format("https://site{}.co.uk", i % 5'000);
    item.name = fmt::format("name{}", i % 50);
    item.value = i % 97 == 2 ? *items[i - 1].value : value_of(i, random);
    item.created = now;
    if (item.store == Store::Cookie) item.expires = now + days(365);
  }
  return items;
}

void bench_domains(const std::vector<Item>& items) {
  const double began = used();
  size_t bytes = registrable_domain("www.example.co.uk").size();
  const double first = used();
  for (int round = 0; round < 20; ++round)
    for (const Item& item : items) bytes += registrable_domain(item.host).size();
  fmt::print("registrable domain: first {:.3f} ms, then {:.0f} ns ({})\n", (first - began) * 1e3,
             (used() - first) * 1e9 / (20.0 * kItems), bytes);
}

}  // namespace

int main() {
  const std::vector<Item> items = make_items();
  bench_domains(items);
  print_time("who: set up and first look-up", [] { return who_is("doubleclick.net")->company; });
  print_time("who: 100,000 hosts", [&] {
    size_t known = 0;
    for (const Item& item : items) known += who_is(item.host) ? 1 : 0;
    return known;
  });
  print_time("purpose: 100,000 names", [&] {
    size_t known = 0;
    for (const Item& item : items) known += purpose_of(item.name, item.host) ? 1 : 0;
    return known;
  });
  print_time("identify: 100,000 items", [&] {
    const Observers observers(items);
    size_t found = 0;
    for (const Item& item : items)
      found += identify(item, observers).verdict == Identifies::Yes ? 1 : 0;
    return found;
  });
  print_time("shares: 100,000 items", [&] { return find_shares(items).shares.size(); });
  print_time("supercookies: 100,000 items", [&] { return find_supercookies(items).size(); });
  const LocalKey key{};
  print_time("snapshot: 100,000 items", [&] {
    return Snapshot().next(items, std::vector<std::string>{"a", "b"}, key, TimePoint()).size();
  });
  print_time("respawn: 100,000 items against 10,000 deleted", [&] {
    const auto deleted =
        remember_deleted(std::span(items).first(10'000), key, *items[0].created - days(1));
    return find_respawned(items, deleted, key).size();
  });
  return 0;
}

// Making visits up: weighted picks of pages, sources, countries and browsers.
#include "application/demo_history.h"

#include <array>
#include <string_view>

namespace glassjar {
namespace {

constexpr int kVisitsMin = 120;
constexpr int kVisitsMore = 80;
constexpr double kStaysOdds = 0.55;  // of one more page in the same visit

struct Origin {
  int weight;
  std::string_view source;
  std::string_view channel;
  std::string_view referrer;
};
constexpr std::array kOrigins = {
    Origin{40, "", "Direct", ""},
    Origin{30, "Google", "Organic Search", "google.com/"},
    Origin{8, "DuckDuckGo", "Organic Search", "duckduckgo.com/"},
    Origin{9, "Mastodon", "Organic Social", "mastodon.social/"},
    Origin{7, "Newsletter", "Email", ""},
    Origin{6, "seriouseats.com", "Referral", "seriouseats.com/best-jam"},
};

struct Weighted {
  int weight;
  std::string_view text;
};
constexpr std::array kPages = {
    Weighted{34, "/demo/"},          Weighted{22, "/demo/honey"},
    Weighted{18, "/demo/marmalade"}, Weighted{14, "/demo/how-we-cook"},
    Weighted{12, "/demo/visit"},
};
constexpr std::array kCountries = {Weighted{30, "DE"}, Weighted{18, "FR"}, Weighted{14, "US"},
                                   Weighted{12, "IT"}, Weighted{10, "ES"}, Weighted{8, "GB"},
                                   Weighted{5, "NL"},  Weighted{3, "JP"}};

struct Machine {
  int weight;
  std::string_view device;
  std::string_view os;
  std::string_view browser;
  std::string_view version;
};
constexpr std::array kMachines = {
    Machine{28, "Mobile", "Android", "Chrome Mobile", "155"},
    Machine{24, "Mobile", "iOS", "Mobile Safari", "26"},
    Machine{22, "Desktop", "Windows", "Chrome", "156"},
    Machine{14, "Desktop", "Mac OS X", "Safari", "26"},
    Machine{8, "Desktop", "Linux", "Firefox", "145"},
    Machine{4, "Tablet", "iOS", "Mobile Safari", "26"},
};

// Draws from one day's chance.
class Chance {
 public:
  explicit Chance(Random& random) : random_(random) {}
  uint64_t below(uint64_t n) {
    CHECK(n > 0);
    return random_.nonzero64() % n;
  }
  bool happens(double odds) { return static_cast<double>(below(1'000'000)) < odds * 1e6; }
  template <class Rows>
  const auto& pick(const Rows& rows) {
    uint64_t sum = 0;
    for (const auto& row : rows) sum += static_cast<uint64_t>(row.weight);
    uint64_t at = below(sum);
    for (const auto& row : rows) {
      if (at < static_cast<uint64_t>(row.weight)) return row;
      at -= static_cast<uint64_t>(row.weight);
    }
    return rows.back();
  }

 private:
  Random& random_;
};

model::Attributes made_up_attributes(Chance& chance) {
  const Origin& origin = chance.pick(kOrigins);
  const Machine& machine = chance.pick(kMachines);
  model::Attributes attributes;
  attributes.source = origin.source;
  attributes.channel = origin.channel;
  attributes.referrer = origin.referrer;
  attributes.country = chance.pick(kCountries).text;
  attributes.device = machine.device;
  attributes.os = machine.os;
  attributes.browser = machine.browser;
  attributes.browser_version = machine.version;
  return attributes;
}

// One visit: some pages a minute or two apart, each read to some depth.
void add_visit(const sites::KnownSite& site, LocalDay day, Chance& chance, Random& random,
               std::vector<model::Event>& events) {
  // Between 7:00 and 22:30, so that no visit meets a midnight.
  TimePoint at = site.zone.start_of(day) + hours(7) +
                 seconds(static_cast<int64_t>(chance.below(15 * 3600 + 1800)));
  model::Event event{.site = site.record.id,
                     .day = day,
                     .kind = model::EventKind::Pageview,
                     .visitor = model::VisitorId(random.nonzero64()),
                     .name = "pageview",
                     .hostname = site.record.host,
                     .attributes = made_up_attributes(chance)};
  if (chance.happens(0.06)) {
    event.tier = model::Tier::Signal;
    event.visitor = {};
  }
  do {
    event.time = at;
    event.utc_offset = site.zone.offset_at(at);
    event.path = chance.pick(kPages).text;
    events.push_back(event);
    at += seconds(20 + static_cast<int64_t>(chance.below(160)));
  } while (chance.happens(kStaysOdds));
}

}  // namespace

std::vector<model::Event> made_up_day(const sites::KnownSite& site, LocalDay day, Random& random) {
  Chance chance(random);
  std::vector<model::Event> events;
  const uint64_t visits = kVisitsMin + chance.below(kVisitsMore);
  for (uint64_t i = 0; i < visits; ++i) add_visit(site, day, chance, random, events);
  return events;
}

}  // namespace glassjar

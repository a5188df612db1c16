// Setting the demo up.
#include "application/demo.h"

#include "application/demo_history.h"
#include "storage/log_entry.h"

namespace glassjar {
namespace {

constexpr std::string_view kHost = "localhost";
constexpr std::string_view kEmail = "demo@localhost";
constexpr int kDaysOfHistory = 57;

// "https://demo.example.org:444/x" -> "demo.example.org"
std::string host_of_url(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  const std::string_view rest = url.substr(scheme + 3);
  return sites::normal_host(rest.substr(0, rest.find('/')));
}

Result<void> add_history(Rooms& rooms, const sites::KnownSite& site, const Clock& clock,
                         Random& random) {
  const LocalDay today = site.zone.day_of(clock.now());
  for (int back = kDaysOfHistory; back > 0; --back) {
    storage::LogEntry entry = storage::EventsLogged{made_up_day(site, today - days(back), random)};
    TRY(rooms.spool.append_and_wait(storage::encode(entry), storage::width_of(entry)));
  }
  return {};
}

Result<void> add_site(Rooms& rooms, const Options& options, const Clock& clock, Random& random) {
  if (rooms.directory.find(kHost)) return {};
  const auto added = TRY(rooms.directory.add(kHost, "Etc/UTC", clock.now(), /*floor=*/1));
  storage::Site record = added->record;
  record.hostnames = {"localhost", "127.0.0.1"};
  if (const std::string host = host_of_url(options.public_url); !host.empty())
    record.hostnames.push_back(host);
  TRY(rooms.directory.update(record));
  return add_history(rooms, *rooms.directory.find(kHost), clock, random);
}

}  // namespace

Result<api::StaffIdentity> set_up_demo(Rooms& rooms, const Options& options, const Clock& clock,
                                       Random& random) {
  TRY(add_site(rooms, options, clock, random));
  // The link is thrown away: nobody signs in as the demo's staff, they are taken for them.
  TRY(rooms.staff.invite(kEmail, storage::Role::Service));
  std::optional<storage::Staff> staff;
  TRY(rooms.records.read([&](storage::Transaction& records) -> Result<void> {
    staff = TRY(records.staff().by_email(std::string(kEmail)));
    return {};
  }));
  CHECK(staff.has_value());
  return api::StaffIdentity{
      .id = staff->id, .owner = staff->owner, .role = staff->role, .email = staff->email};
}

}  // namespace glassjar

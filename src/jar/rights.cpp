// One table: what each act writes into the access log.
#include "jar/rights.h"

namespace glassjar::jar {
namespace {

struct Entry {
  storage::AccessAction action{};
  std::string_view object;  // empty: the act is not logged
};

Entry entry_of(Act act) {
  switch (act) {
    case Act::Open:
      return {storage::AccessAction::View, "jar"};
    case Act::Pages:
      return {storage::AccessAction::View, "pages"};
    case Act::Download:
      return {storage::AccessAction::Export, "jar"};
    case Act::Continue:
    case Act::Empty:
      return {};
  }
  CHECK(false);
}

}  // namespace

Result<storage::Jar> admit(storage::Transaction& records, access_log::AccessLog& access_log,
                           const sites::KnownSite& site, const consent::Browser& browser, Act act,
                           TimePoint now) {
  const auto open = TRY(consent::open_by_cookie(records, browser.jar_cookie, now));
  if (!open || open->jar.owner != site.record.owner)
    return fail(ErrorCode::Unauthenticated, "open the jar: this browser has no key to one here");
  const Entry entry = entry_of(act);
  if (!entry.object.empty())
    TRY(access_log.record(records, {.jar = open->jar.id,
                                    .at = now,
                                    .actor = storage::Actor::Person,
                                    .action = entry.action,
                                    .object = std::string(entry.object),
                                    .count = 1,
                                    .purpose = "show_own"}));
  return open->jar;
}

}  // namespace glassjar::jar

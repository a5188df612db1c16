// Names and explanations of the drop reasons.
#include "model/drop_reason.h"

#include "base/check.h"

namespace glassjar::model {

std::string_view name(DropReason reason) {
  switch (reason) {
    case DropReason::Prefetch:
      return "prefetch";
    case DropReason::Bot:
      return "bot";
    case DropReason::NoUserAgent:
      return "no_user_agent";
    case DropReason::SaidNo:
      return "said_no";
    case DropReason::HostnameNotAllowed:
      return "hostname_not_allowed";
    case DropReason::EngagementWithoutVisit:
      return "engagement_without_visit";
    case DropReason::TooOld:
      return "too_old";
    case DropReason::InFuture:
      return "in_future";
  }
  CHECK(false);
}

std::string_view explain(DropReason reason) {
  switch (reason) {
    case DropReason::Prefetch:
      return "The browser fetched the page ahead; nobody saw it.";
    case DropReason::Bot:
      return "The user agent names a crawler or a tool.";
    case DropReason::NoUserAgent:
      return "The request had no user agent.";
    case DropReason::SaidNo:
      return "The person said no; only this daily number is kept.";
    case DropReason::HostnameNotAllowed:
      return "The page is on a host this site does not list.";
    case DropReason::EngagementWithoutVisit:
      return "A report of reading time came without a page view to add it to.";
    case DropReason::TooOld:
      return "The event is older than this site keeps events.";
    case DropReason::InFuture:
      return "The event's time is more than a day ahead.";
  }
  CHECK(false);
}

std::optional<DropReason> drop_reason_named(std::string_view wanted) {
  for (const DropReason reason : kDropReasons)
    if (name(reason) == wanted) return reason;
  return std::nullopt;
}

}  // namespace glassjar::model

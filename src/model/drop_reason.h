// DropReason: every way an event can be refused after its request was understood.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace glassjar::model {

enum class DropReason : uint8_t {
  Prefetch,                // the browser loads ahead of the person
  Bot,                     // the user agent names a crawler or a tool
  NoUserAgent,             // nothing to tell a browser from a script by
  SaidNo,                  // the person pressed "don't count me"
  HostnameNotAllowed,      // the page is on a host the site does not list
  EngagementWithoutVisit,  // a report on a pageview that is not there
  TooOld,                  // a time before the site's retention
  InFuture,                // a time more than a day ahead
};

inline constexpr std::array kDropReasons = {
    DropReason::Prefetch,
    DropReason::Bot,
    DropReason::NoUserAgent,
    DropReason::SaidNo,
    DropReason::HostnameNotAllowed,
    DropReason::EngagementWithoutVisit,
    DropReason::TooOld,
    DropReason::InFuture,
};

// The word in replies, counters and the dashboard's catalogue: "said_no".
std::string_view name(DropReason reason);
// One sentence for the site's owner.
std::string_view explain(DropReason reason);
std::optional<DropReason> drop_reason_named(std::string_view name);

}  // namespace glassjar::model

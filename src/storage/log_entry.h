// LogEntry: what the spool's payloads say, and their binary form.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/drop_reason.h"
#include "model/event.h"

namespace glassjar::storage {

// Events of one collect request, in order; the i-th has seq `entry.seq + i`. `seq` and `visit`
// are not written: the reader sets them.
struct EventsLogged {
  std::vector<model::Event> events;
};

// A person chose to be remembered on a page: that page load's events, loaded or not, move from
// the anonymous visitor to `visitor`, in a visit of their own.
struct ChoiceLogged {
  model::SiteId site{};
  model::PageLoadId page_load{};
  model::VisitorId visitor{};
};

// A visitor's rows must go. With Erase they are deleted; with Anonymise they get a fresh random
// visitor id per local day and the link between days is gone; with Unlink the rows of one
// anonymous visitor and day lose their visitor and visit ids altogether.
struct RemovalLogged {
  enum class How : uint8_t { Erase = 0, Anonymise = 1, Unlink = 2 };
  model::ErasureId erasure{};  // 0 for an expiry
  model::SiteId site{};
  model::VisitorId visitor{};
  How how = How::Erase;
};

// A part of an import: events, and where in the file it got to (resume state, opaque here).
struct ImportLogged {
  model::SiteId site{};
  std::string import_id;
  std::string resume_state;
  std::vector<model::Event> events;
};

using LogEntry = std::variant<EventsLogged, ChoiceLogged, RemovalLogged, ImportLogged>;

// Little-endian, length-prefixed, with a version byte first and a checksum last.
std::string encode(const LogEntry& entry);
// DataLoss for anything encode() did not write.
Result<LogEntry> decode_log_entry(std::string_view payload);
// The numbers an entry takes in the spool: its events, at least one.
uint32_t width_of(const LogEntry& entry);

}  // namespace glassjar::storage

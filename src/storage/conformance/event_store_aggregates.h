// The half of the EventStore suite that asks questions, in a file of its own.
#pragma once

namespace glassjar::storage::conformance {

// Tests register themselves when their object file is linked; a call makes sure that it is.
void link_event_store_aggregates();

}  // namespace glassjar::storage::conformance

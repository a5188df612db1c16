// The kind of device behind a user agent.
#pragma once

#include <string_view>

namespace glassjar::ingest {

// "Desktop", "Mobile", "Tablet", "TV", "Console", "Wearable", or empty when nothing tells.
//
// Read from the marks that vendors document: uap-core's device section names models by the
// thousand, of which no kind follows. An Android browser says "Mobile" on a phone and leaves it
// out on a tablet. NB: Safari on an iPad says it is a Mac unless asked not to; such a visit is
// "Desktop", as nothing in the user agent tells.
std::string_view device_class(std::string_view user_agent, std::string_view os);

}  // namespace glassjar::ingest

// What an I/O thread does once for many requests.
#pragma once

#include <functional>

namespace glassjar::net {

// On an I/O thread: runs `work` there when the events of this round of its loop are handled, at
// most as many as one wait for events returns. On any other thread: runs it at once.
void at_end_of_round(std::function<void()> work);

}  // namespace glassjar::net

// The name of a thread, as `top -H` and the scheduler's accounting show it.
#pragma once

namespace glassjar {

// At most 15 characters (pthread_setname_np).
void name_this_thread(const char* name);

}  // namespace glassjar

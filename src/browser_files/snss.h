// Chromium's session files (SNSS, components/sessions/core/command_storage_backend.cc): a list of
// commands, among them every page that a tab has been on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::browser_files {

// Makes the content of one encrypted command readable; absent where it cannot.
using DecryptCommand = std::function<std::optional<std::string>(std::string_view)>;

struct SessionPages {
  std::vector<std::string> urls;  // each once, in the order of their first visit
  bool is_cut = false;            // the file ends within a command, or one could not be decrypted
};

// DataLoss for what is no session file, or one of an unknown version.
Result<SessionPages> read_session_pages(std::string_view bytes, const DecryptCommand& decrypt);

}  // namespace glassjar::browser_files

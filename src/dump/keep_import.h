// Keep lists of other programs, told apart by looking at the content.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dump/keep_list.h"

namespace glassjar::dump {

struct ImportedKeeps {
  std::string format;  // as a person reads it: "Cookie AutoDelete"
  KeepList list;
  std::vector<std::string> skipped;  // entries that name no site, each with its reason
};

// `path` is a file, or a browser profile's folder:
//   permissions.sqlite of Firefox: moz_perms of type "cookie", permission 1 (allow)
//   Preferences of Chromium: profile.content_settings.exceptions.cookies, setting 1 (allow)
//   Cookie AutoDelete's export: entries of listType WHITE, in all containers
//   BleachBit's cookie_keep_list.json: an array of hosts
//   CCleaner's ini or reg file: CookiesToSave, hosts between `|`
//   a plain list, one site a line
// InvalidArgument if it is none of them.
Result<ImportedKeeps> import_keeps(const std::filesystem::path& path);

// The same for the text formats.
Result<ImportedKeeps> import_keeps_text(std::string_view text);

}  // namespace glassjar::dump

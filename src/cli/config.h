// Configuration: glassjar.toml, then GLASSJAR_* variables, then the command line; the later wins.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "application/options.h"
#include "base/result.h"

namespace glassjar::cli {

// Sets the keys that the file has. InvalidArgument with file, line and key for a value of the wrong
// kind, and for an unknown key, naming the nearest known one.
Result<void> read_config_file(const std::filesystem::path& path, Options& options);

// Reads a variable of the environment, or null; std::getenv outside tests.
using Environment = std::function<const char*(const char*)>;

// GLASSJAR_LISTEN, GLASSJAR_PUBLIC_URL, ...: the file's keys in upper case; lists by comma.
// `names` are all variables that begin with GLASSJAR_, so that unknown ones are errors too.
Result<void> read_environment(const std::vector<std::string>& names, const Environment& get,
                              Options& options);

// The names of all variables of this process that begin with GLASSJAR_.
std::vector<std::string> glassjar_variables();

// InvalidArgument unless it is http:// or https:// and then a host.
Result<void> check_public_url(std::string_view url);

// A line a key, for `glassjar serve --help`.
std::string keys_help();

}  // namespace glassjar::cli

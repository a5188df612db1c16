// Set-up of the log: plain lines with a UTC time, on standard error.
#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>

namespace glassjar {

Result<void> set_up_log(const std::string& level) {
  const auto parsed = spdlog::level::from_str(level);
  if (parsed == spdlog::level::off && level != "off")
    return fail(ErrorCode::InvalidArgument,
                "set the log level \"{}\": want trace, debug, info, warn, error or off", level);
  auto logger = spdlog::get("glassjar");
  if (!logger) logger = spdlog::stderr_logger_mt("glassjar");
  spdlog::set_default_logger(logger);
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::set_level(parsed);
  return {};
}

}  // namespace glassjar

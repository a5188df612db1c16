// Lines of `serviceworker.txt`.
#include "browser_files/service_worker_list.h"

#include <charconv>
#include <system_error>

#include "base/ascii.h"

namespace glassjar::browser_files {
namespace {

constexpr int kVersionMin = 4;
constexpr std::string_view kEndOfBlock = "#";
constexpr size_t kLinesMax = 100;

}  // namespace

Result<ServiceWorkerList> read_service_worker_list(std::string_view file) {
  ServiceWorkerList list;
  const std::string_view first = cut_until(file, '\n');
  const auto [end, error] =
      std::from_chars(first.data(), first.data() + first.size(), list.version);
  if (error != std::errc() || end != first.data() + first.size() || list.version < kVersionMin)
    return fail(ErrorCode::DataLoss, "read the list of service workers: no known version");
  std::vector<std::string> lines;
  while (!file.empty() && list.workers.size() < kServiceWorkersMax) {
    const std::string_view line = cut_until(file, '\n');
    if (line != kEndOfBlock) {
      if (lines.size() < kLinesMax) lines.emplace_back(line);
      continue;
    }
    if (lines.size() >= 3) list.workers.push_back({lines[0], lines[1], lines[2], lines});
    lines.clear();
  }
  return list;
}

std::string write_service_worker_list(const ServiceWorkerList& list) {
  std::string file = std::to_string(list.version) + "\n";
  for (const ServiceWorkerRecord& worker : list.workers) {
    for (const std::string& line : worker.lines) file += line + "\n";
    file += std::string(kEndOfBlock) + "\n";
  }
  return file;
}

}  // namespace glassjar::browser_files

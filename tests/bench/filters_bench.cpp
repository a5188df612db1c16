// What matching requests against filter lists costs: building the index, loading it, each request.
//
//   filters_bench LISTS_FOLDER REQUESTS VERDICTS ROUNDS
//
// REQUESTS has a line each of "type TAB url TAB page's url". Writes a line for each request to
// VERDICTS ("block TAB rule", "exception TAB rule", "none") and the figures as JSON to standard
// output. script/bench runs it beside filters_peers.mjs.
#include <fmt/core.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "cookies/registrable_domain.h"
#include "filters/index.h"
#include "filters/lists.h"

namespace {

using namespace glassjar;
using namespace glassjar::filters;

double now_us() {
  return std::chrono::duration<double, std::micro>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

struct Line {
  RequestType type = RequestType::Other;
  std::string url;
  std::string page;
};

std::vector<Line> read_requests(const char* path) {
  std::vector<Line> lines;
  std::ifstream file(path);
  for (std::string type, url, page;
       std::getline(file, type, '\t') && std::getline(file, url, '\t') && std::getline(file, page);)
    lines.push_back({parse_request_type(type).value_or(RequestType::Other), url, page});
  return lines;
}

// With the registrable domains, which the peers look up for each request too.
Request request_of(const Line& line) {
  const std::string_view page = host_of(line.page);
  return {.url = line.url,
          .source_host = page,
          .site = cookies::site_of(host_of(line.url)),
          .source_site = cookies::site_of(page),
          .type = line.type};
}

// "VmRSS" or "VmHWM" of this process in KiB.
long status_kib(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name + ":")) return std::atol(line.c_str() + name.size() + 1);
  return 0;
}

template <class Function>
std::vector<double> timed(const std::vector<Line>& lines, int rounds, Function match) {
  std::vector<double> taken;
  for (const Line& line : lines) match(line);
  for (int round = 0; round < rounds; ++round)
    for (const Line& line : lines) {
      const double began = now_us();
      match(line);
      taken.push_back(now_us() - began);
    }
  std::sort(taken.begin(), taken.end());
  return taken;
}

std::string figures(std::string_view name, const std::vector<double>& sorted) {
  return fmt::format(
      "\"{0}_median_us\":{1:.3f},\"{0}_mean_us\":{2:.3f},\"{0}_p99_us\":{3:.3f}", name,
      sorted[sorted.size() / 2],
      std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size()),
      sorted[sorted.size() * 99 / 100]);
}

void write_verdicts(const Index& index, const std::vector<Line>& lines, const char* path) {
  std::ofstream file(path);
  for (const Line& line : lines) {
    const Verdict verdict = index.match(request_of(line));
    if (verdict.blocked)
      file << "block\t" << verdict.rule << '\n';
    else if (!verdict.exception.empty())
      file << "exception\t" << verdict.exception << '\n';
    else
      file << "none\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const auto lists = find_lists({.given = argv[1], .extensions = {}});
  if (!lists) {
    fmt::print(stderr, "{}\n", lists.error().message);
    return 1;
  }
  const std::vector<Line> lines = read_requests(argv[2]);
  const std::filesystem::path cache = std::string(argv[3]) + ".index";
  std::vector<double> build_ms;
  for (int i = 0; i < 5; ++i) {
    const double began = now_us();
    const auto built = load_index(*lists, {});
    build_ms.push_back((now_us() - began) / 1e3);
    if (!built) return 1;
  }
  if (!load_index(*lists, cache)) return 1;
  malloc_trim(0);  // what building held is not what loading needs
  const long before_kib = status_kib("VmRSS");
  std::vector<double> load_ms;
  for (int i = 0; i < 9; ++i) {
    const double began = now_us();
    const auto loaded = load_index(*lists, cache);
    load_ms.push_back((now_us() - began) / 1e3);
    if (!loaded || loaded->origin != IndexOrigin::Cache) return 1;
  }
  std::sort(build_ms.begin(), build_ms.end());
  std::sort(load_ms.begin(), load_ms.end());
  const auto loaded = load_index(*lists, cache);
  const Index& index = loaded->index;
  size_t blocked = 0;
  const int rounds = std::atoi(argv[4]);
  const auto whole = timed(
      lines, rounds, [&](const Line& line) { blocked += index.match(request_of(line)).blocked; });
  const long after_kib = status_kib("VmRSS");
  write_verdicts(index, lines, argv[3]);
  fmt::print(
      "{{{},\"build_ms\":{:.1f},\"load_ms\":{:.2f},\"index_mb\":{:.2f},\"rules\":{},"
      "\"added_rss_mb\":{:.1f},\"rss_mb\":{:.1f},\"blocked\":{}}}\n",
      figures("match", whole), build_ms[2], load_ms[4],
      static_cast<double>(index.bytes().size()) / 1e6, index.rule_count(),
      static_cast<double>(after_kib - before_kib) / 1024, static_cast<double>(after_kib) / 1024,
      blocked / static_cast<size_t>(rounds + 1));
}

// Finds filter lists and keeps their index in the person's cache folder.
#include "filters/lists.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/file.h"
#include "filters/checksum.h"
#include "filters/index_builder.h"

namespace glassjar::filters {
namespace {

namespace fs = std::filesystem;

// The order is the order of verdicts' lists: EasyPrivacy first, since being a tracker is the
// question.
constexpr std::array<std::string_view, 2> kListFiles = {"easyprivacy.txt", "easylist.txt"};
constexpr std::string_view kInsideAddOn = "uBlock0@raymondhill.net/assets/thirdparties/easylist";
constexpr size_t kApplicationsMax = 64;  // folders looked at below ListPlaces::extensions

fs::path environment_path(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? fs::path() : fs::path(value);
}

std::vector<fs::path> lists_in(const fs::path& folder) {
  std::vector<fs::path> lists;
  std::error_code ignored;
  for (const std::string_view name : kListFiles)
    if (fs::is_regular_file(folder / name, ignored)) lists.push_back(folder / name);
  return lists;
}

// The folders that browsers' packages of the add-on may have, in a fixed order.
std::vector<fs::path> add_on_folders(const fs::path& extensions) {
  std::vector<fs::path> folders;
  std::error_code ignored;
  fs::directory_iterator at(extensions, ignored);
  for (size_t seen = 0; at != fs::directory_iterator() && seen < kApplicationsMax; ++seen) {
    folders.push_back(at->path() / kInsideAddOn);
    if (at.increment(ignored); ignored) break;
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

// Size and time of change; the checksum stays zero.
Result<Stamp> stamp_of(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0)
    return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
                "look at filter list \"{}\": {}", path.string(), std::strerror(errno));
  constexpr int64_t kNsPerSecond = 1'000'000'000;
  return Stamp{static_cast<uint64_t>(status.st_size),
               int64_t{status.st_mtim.tv_sec} * kNsPerSecond + status.st_mtim.tv_nsec, 0};
}

// Whether the list is still what `known` was made of.
bool is_unchanged(const fs::path& path, const Stamp& known) {
  const auto now = stamp_of(path);
  if (!now || now->bytes != known.bytes) return false;
  if (now->modified_ns == known.modified_ns) return true;
  const auto content = read_file(path, kListBytesMax);
  return content && checksum(*content) == known.checksum;
}

Result<Index> open_cached(std::span<const fs::path> lists, const fs::path& cache_file) {
  Index index = TRY(Index::open(TRY(IndexBytes::map(cache_file))));
  const auto known = index.lists();
  const bool same = std::equal(
      known.begin(), known.end(), lists.begin(), lists.end(),
      [](const ListInfo& info, const fs::path& path) { return is_unchanged(path, info.stamp); });
  if (!same)
    return fail(ErrorCode::NotFound, "open filter index \"{}\": lists have changed",
                cache_file.string());
  return index;
}

Result<Index> build_from(std::span<const fs::path> paths) {
  std::vector<std::string> texts;
  std::vector<Stamp> stamps;
  for (const fs::path& path : paths) {
    stamps.push_back(TRY(stamp_of(path)));  // first: a change while reading makes it look old
    texts.push_back(TRY(read_file(path, kListBytesMax)));
    stamps.back().checksum = checksum(texts.back());
  }
  std::vector<FilterList> lists;
  for (size_t i = 0; i < paths.size(); ++i) {
    lists.push_back(FilterList::parse(paths[i].stem().string(), texts[i]));
    lists.back().stamp = stamps[i];
  }
  return Index::build(lists);
}

// Best effort: without it the next run builds again. Two that store at once do so in turn.
void store(const Index& index, const fs::path& cache_file) {
  std::error_code ignored;
  const fs::path folder = cache_file.parent_path();
  if (fs::create_directories(folder, ignored))
    fs::permissions(folder, fs::perms::owner_all, ignored);
  fs::path lock = cache_file;
  lock += ".lock";
  const auto locked = lock_file(lock);
  if (locked) static_cast<void>(replace_file(cache_file, index.bytes()));
}

}  // namespace

ListPlaces ListPlaces::of_this_person(fs::path given) {
  ListPlaces places;
  places.given = std::move(given);
  places.from_environment = environment_path("GLASSJAR_FILTERS");
  return places;
}

Result<std::vector<fs::path>> find_lists(const ListPlaces& places) {
  for (const fs::path& named : {places.given, places.from_environment}) {
    if (named.empty()) continue;
    if (auto lists = lists_in(named); !lists.empty()) return lists;
    return fail(ErrorCode::NotFound, "find filter lists in \"{}\": no {}", named.string(),
                fmt::join(kListFiles, " and no "));
  }
  for (const fs::path& folder : add_on_folders(places.extensions))
    if (auto lists = lists_in(folder); !lists.empty()) return lists;
  return fail(ErrorCode::NotFound,
              "find filter lists: no {0} below \"{1}\"; install the package "
              "webext-ublock-origin-firefox, or set GLASSJAR_FILTERS to a folder that has them",
              fmt::join(kListFiles, " or "), places.extensions.string());
}

Result<LoadedIndex> load_index(std::span<const fs::path> lists, const fs::path& cache_file) {
  if (!cache_file.empty())
    if (auto cached = open_cached(lists, cache_file))
      return LoadedIndex{std::move(*cached), IndexOrigin::Cache};
  Index built = TRY(build_from(lists));
  if (!cache_file.empty()) store(built, cache_file);
  return LoadedIndex{std::move(built), IndexOrigin::Built};
}

fs::path default_cache_file() {
  const fs::path cache = environment_path("XDG_CACHE_HOME");
  if (cache.is_absolute()) return cache / "glassjar" / "filters.index";
  const fs::path home = environment_path("HOME");
  return home.is_absolute() ? home / ".cache" / "glassjar" / "filters.index" : fs::path();
}

}  // namespace glassjar::filters

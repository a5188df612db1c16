// Where filter lists are on this computer, and their index, kept from one run to the next.
//
// The lists are other people's work under their own licences: they are read where a package or the
// person has put them, and are no part of this program.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "filters/index.h"

namespace glassjar::filters {

// Where to look, in this order; the first that has a list is taken. Empty paths are passed over.
struct ListPlaces {
  std::filesystem::path given;             // by the person, on the command line
  std::filesystem::path from_environment;  // $GLASSJAR_FILTERS
  // Debian's package webext-ublock-origin-firefox puts them into a folder of an add-on below this.
  std::filesystem::path extensions = "/usr/share/mozilla/extensions";

  static ListPlaces of_this_person(std::filesystem::path given = {});
};

// easyprivacy.txt and easylist.txt as far as they are there, EasyPrivacy first. NotFound names the
// places that were looked at and the package to install; a place that the person has named but that
// has no list is NotFound too, rather than passed over.
Result<std::vector<std::filesystem::path>> find_lists(const ListPlaces& places);

enum class IndexOrigin { Cache, Built };
struct LoadedIndex {
  Index index;
  IndexOrigin origin = IndexOrigin::Built;
};

// The index of `lists`: from `cache_file` if that was made of the same files (size and time of
// change, else content) by this version; built otherwise, and then stored there, mode 0600, if that
// can be done. An empty `cache_file` stores nothing. Fails only if a list cannot be read.
Result<LoadedIndex> load_index(std::span<const std::filesystem::path> lists,
                               const std::filesystem::path& cache_file);

// $XDG_CACHE_HOME/glassjar/filters.index, else below ~/.cache; empty without a home.
std::filesystem::path default_cache_file();

}  // namespace glassjar::filters

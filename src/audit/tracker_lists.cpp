// Loading filter lists.
#include "audit/tracker_lists.h"

#include "filters/lists.h"

namespace glassjar::audit {

Result<TrackerLists> TrackerLists::load(const std::string& folder) {
  TrackerLists lists;
  const auto files = filters::find_lists(filters::ListPlaces::of_this_person(folder));
  if (!files && !folder.empty()) return unexpected<Error>(files.error());
  if (files) {
    filters::LoadedIndex loaded = TRY(filters::load_index(*files, filters::default_cache_file()));
    lists.index_ = std::make_unique<filters::Index>(std::move(loaded.index));
  }
  lists.trackers_ = std::make_unique<cookies::Trackers>(lists.index_.get());
  return lists;
}

std::vector<std::string> TrackerLists::names() const {
  std::vector<std::string> names;
  if (index_)
    for (const filters::ListInfo& list : index_->lists()) names.emplace_back(list.name);
  return names;
}

}  // namespace glassjar::audit

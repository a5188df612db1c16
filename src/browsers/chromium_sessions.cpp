// Tabs that a restart would bring back, with their session storage and the cookies of the session.
#include <set>

#include "base/file.h"
#include "browser_files/snss.h"
#include "browser_files/text_forms.h"
#include "browsers/chromium_cookie_value.h"
#include "browsers/chromium_stores.h"

namespace glassjar::browsers::chromium {
namespace {

namespace fs = std::filesystem;
using browser_files::SessionPages;
using cookies::Item;
using cookies::Store;

constexpr size_t kFileBytesMax = 64 << 20;

// `Sessions_Encrypted` says the same as `Sessions`, which it is to replace.
constexpr const char* kFolders[] = {"Sessions", "Sessions_Encrypted"};

std::vector<fs::path> session_files(const Profile& profile) {
  std::vector<fs::path> files;
  for (const char* folder : kFolders)
    for (const std::string& name : names_in(profile.folder / folder))
      files.push_back(profile.folder / folder / name);
  for (const char* name : {"Current Session", "Current Tabs", "Last Session", "Last Tabs"})
    files.push_back(profile.folder / name);
  return files;
}

Result<SessionPages> read_pages(const fs::path& file) {
  return browser_files::read_session_pages(TRY(read_file(file, kFileBytesMax)), decrypt_v10);
}

}  // namespace

// One item an origin: what matters is that a tab of it would come back.
void read_sessions(Reading& reading) {
  std::set<std::string> seen;
  for (const fs::path& file : session_files(reading.profile)) {
    const Result<SessionPages> pages = read_pages(file);
    if (reading.failed(file, pages)) continue;
    for (const std::string& url : pages->urls) {
      Item item = item_of_url(Store::SessionRestore, url);
      if (is_browsers_own(item.origin) || !seen.insert(item.origin).second) continue;
      item.persistent = false;
      reading.add(std::move(item), file);
    }
  }
}

// A file with a page that goes goes with all its tabs. One that cannot be read whole goes with
// those, and where there is no other: of an encrypted file there is a plain twin, as yet.
Result<void> erase_sessions(Erasing& erasing) {
  std::set<std::string> counted;
  const auto page_goes = [&](const std::string& url) {
    const Item item = item_of_url(Store::SessionRestore, url);
    if (is_browsers_own(item.origin)) return false;
    return counted.insert(item.origin).second ? erasing.goes(item) : erasing.goes_uncounted(item);
  };
  std::vector<fs::path> going;
  std::vector<fs::path> unreadable;
  bool any_readable = false;
  for (const fs::path& file : session_files(erasing.profile)) {
    const Result<SessionPages> pages = read_pages(file);
    if (!pages && pages.error().code == ErrorCode::NotFound) continue;
    bool goes = false;
    if (pages)
      for (const std::string& url : pages->urls) goes = page_goes(url) || goes;
    const bool is_whole = pages && !pages->is_cut;
    any_readable = any_readable || is_whole;
    if (goes) {
      going.push_back(file);
    } else if (!is_whole) {
      unreadable.push_back(file);
    }
  }
  if (!going.empty() || !any_readable)
    going.insert(going.end(), unreadable.begin(), unreadable.end());
  for (const fs::path& file : going) TRY(erasing.remove(file));
  if (!going.empty())
    erasing.leave(
        "open tabs: the list of tabs to bring back went whole, also those of sites that are kept");
  return {};
}

}  // namespace glassjar::browsers::chromium

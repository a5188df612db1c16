// The session files of a profile: the one that the next start reads, and older ones beside it.
#include <boost/json.hpp>
#include <set>
#include <system_error>
#include <tuple>

#include "base/file.h"
#include "browser_files/mozlz4.h"
#include "browsers/firefox_session.h"
#include "browsers/firefox_stores.h"

namespace glassjar::browsers::firefox {
namespace {

namespace fs = std::filesystem;
using cookies::Item;
using cookies::Store;

// Every session file there is, the one first that the next start reads: that of an orderly end,
// else the last of a running browser, else the one before it.
std::vector<fs::path> session_files(const Profile& profile) {
  const fs::path backups = profile.folder / "sessionstore-backups";
  std::vector<fs::path> files = {profile.folder / "sessionstore.jsonlz4",
                                 backups / "recovery.jsonlz4", backups / "recovery.baklz4"};
  for (const std::string& name : names_in(backups))
    if (name != "recovery.jsonlz4" && name != "recovery.baklz4" &&
        name.find("lz4") != std::string::npos)
      files.push_back(backups / name);
  std::erase_if(files, [](const fs::path& file) {
    std::error_code ignored;
    return !fs::is_regular_file(file, ignored);
  });
  return files;
}

// The same thing in two files is one.
auto identity_of(const Item& item) {
  return std::tuple(item.store, item.host, item.origin, item.top_site, item.container, item.name,
                    item.path, item.value);
}

}  // namespace

// Of the first file cookies and session storage, as the browser would have them after a start; of
// the others what is nowhere else, as Store::SessionRestore.
void read_sessions(Reading& reading) {
  using Identity = decltype(identity_of(Item()));
  std::set<Identity> seen;
  bool current = true;
  for (const fs::path& file : session_files(reading.profile)) {
    const Result<std::string> content = read_file(file, browser_files::kMozLz4BytesMax);
    if (reading.failed(file, content)) continue;
    Result<boost::json::value> session = parse_session(*content);
    if (reading.failed(file, session)) continue;
    filter_session(*session, [&](Item item) {
      if (!seen.insert(identity_of(item)).second) return true;
      if (!current) item.store = Store::SessionRestore;
      reading.add(std::move(item), file);
      return true;
    });
    current = false;
  }
}

Result<void> erase_sessions(Erasing& erasing) {
  for (const fs::path& file : session_files(erasing.profile)) {
    const Result<std::string> content = read_file(file, browser_files::kMozLz4BytesMax);
    Result<boost::json::value> session =
        content ? parse_session(*content)
                : Result<boost::json::value>(unexpected<Error>(content.error()));
    if (!session) {
      erasing.leave(fmt::format("{}: {}", file.filename().string(), session.error().message));
      continue;
    }
    const size_t removed =
        filter_session(*session, [&](const Item& item) { return !erasing.goes(item); });
    if (removed > 0) TRY(erasing.replace(file, write_session(*session)));
  }
  return {};
}

}  // namespace glassjar::browsers::firefox

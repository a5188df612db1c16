// Any bytes as one file of a Chromium profile: reading it ends, what is told is UTF-8, and emptying
// it succeeds or leaves it.
#include <fstream>
#include <iterator>

#include "browser_files/private_folder.h"
#include "browser_files/text_forms.h"
#include "browsers/erase.h"
#include "browsers/scan.h"

namespace {

namespace fs = std::filesystem;
using namespace glassjar;

// The first byte of the input chooses the file.
constexpr const char* kFiles[] = {
    "TransportSecurity",
    "Cookies",
    "LocalStorage",
    "SessionStorage",
    "WebStorage/QuotaManager",
    "WebStorage/1/CacheStorage/index.txt",
    "Service Worker/CacheStorage/00/index.txt",
    "Sessions/Session_1",
    "Cache/Cache_Data/0123456789abcdef_0",
    "Local Storage/leveldb/000003.log",
    "Session Storage/000003.log",
    "Service Worker/Database/000003.log",
    "IndexedDB/https_a.test_0.indexeddb.leveldb/000003.log",
    "IndexedDB/https_a.test_0/AAAA",
    "Favicons",
    "DIPS",
    "Network Persistent State",
};

class Silent : public browsers::ChangeWatcher {
 public:
  Result<void> before_change(const fs::path&) override { return {}; }
};

// Its password is that of chromium_cookie_value_test.cpp.
class OpenKeyring final : public browsers::Keyring {
 public:
  cookies::Unread offer(std::string_view, const Takes& takes) override {
    return takes("correct horse") ? cookies::Unread::No : cookies::Unread::NotInKeyring;
  }
};

void check_items(const browsers::Scan& scan) {
  for (const cookies::Item& item : scan.items) {
    const bool is_text = browser_files::is_utf8(item.name) && browser_files::is_utf8(item.origin) &&
                         browser_files::is_utf8(item.host) && browser_files::is_utf8(item.top_site);
    if (!is_text || item.value.value_or("").size() > cookies::kValueBytesMax) __builtin_trap();
    if (item.value && item.unread != cookies::Unread::No) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static const auto folder = browser_files::PrivateFolder::make();
  if (!folder) return 0;
  browsers::Profile profile;
  profile.folder = folder->path() / "profile";
  profile.cache_folder = profile.folder;
  const fs::path file = profile.folder / kFiles[data[0] % std::size(kFiles)];
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  browsers::Scan scan;
  OpenKeyring keyring;
  browsers::read_chromium_profile(profile, 0, scan, keyring);
  check_items(scan);
  Silent watcher;
  const auto nothing_stays = [](const cookies::Item&) { return false; };
  if (!browsers::erase_in_chromium(profile, nothing_stays, watcher)) __builtin_trap();
  fs::remove_all(profile.folder);
  return 0;
}

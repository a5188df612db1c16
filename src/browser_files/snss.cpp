// Commands, and the URL in the pickle of those that tell a navigation.
#include "browser_files/snss.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>

#include "browser_files/byte_reader.h"

namespace glassjar::browser_files {
namespace {

constexpr std::string_view kMagic = "SNSS";
constexpr uint32_t kPlainVersions[] = {1, 3};
constexpr uint32_t kEncryptedVersions[] = {2, 4, 5};
// UpdateTabNavigation in files of open tabs and in files of closed ones.
constexpr uint8_t kNavigationOfOpenTab = 6;
constexpr uint8_t kNavigationOfClosedTab = 1;
constexpr size_t kUrlsMax = 100'000;

bool is_one_of(uint32_t version, std::span<const uint32_t> versions) {
  return std::find(versions.begin(), versions.end(), version) != versions.end();
}

// A pickle: its size, tab, index in the tab, counted URL.
std::optional<std::string_view> url_of(std::string_view command) {
  ByteReader reader(command);
  const auto id = reader.fixed<uint8_t>();
  if (id != kNavigationOfOpenTab && id != kNavigationOfClosedTab) return std::nullopt;
  if (!reader.take(3 * sizeof(uint32_t))) return std::nullopt;
  const auto url_bytes = reader.fixed<uint32_t>();
  return url_bytes ? reader.take(*url_bytes) : std::nullopt;
}

}  // namespace

Result<SessionPages> read_session_pages(std::string_view bytes, const DecryptCommand& decrypt) {
  ByteReader reader(bytes);
  const auto magic = reader.take(kMagic.size());
  const auto version = reader.fixed<uint32_t>();
  if (magic != kMagic || !version) return fail(ErrorCode::DataLoss, "read session file: not one");
  const bool is_encrypted = is_one_of(*version, kEncryptedVersions);
  if (!is_encrypted && !is_one_of(*version, kPlainVersions))
    return fail(ErrorCode::DataLoss, "read session file: version {} is not known", *version);
  SessionPages pages;
  std::set<std::string, std::less<>> seen;
  while (!reader.at_end() && seen.size() < kUrlsMax) {
    const auto size = reader.fixed<uint16_t>();
    const auto content = size ? reader.take(*size) : std::nullopt;
    std::optional<std::string> command;
    if (content) command = is_encrypted ? decrypt(*content) : std::string(*content);
    pages.is_cut |= !command;
    if (!content) break;
    const auto url = command ? url_of(*command) : std::nullopt;
    if (url && seen.emplace(*url).second) pages.urls.emplace_back(*url);
  }
  return pages;
}

}  // namespace glassjar::browser_files

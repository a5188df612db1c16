// Reading and writing of the manifest: a line with the version, then "YYYY-MM N" a month.
#include "storage/duckdb/manifest.h"

#include <charconv>
#include <system_error>

#include "base/ascii.h"
#include "base/file.h"

namespace glassjar::storage::duckdb {
namespace {

constexpr std::string_view kName = "manifest";
constexpr std::string_view kFirstLine = "glassjar events 1";

std::optional<uint32_t> read_number(std::string_view text) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<Month> read_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = read_number(text.substr(0, 4));
  const auto number = read_number(text.substr(5));
  if (!year || !number) return std::nullopt;
  const Month month = std::chrono::year(static_cast<int>(*year)) / std::chrono::month(*number);
  if (!month.ok()) return std::nullopt;
  return month;
}

bool is_month_file(std::string_view name) {
  return read_month(name.substr(0, 7)) && name.substr(7, 2) == ".g" &&
         name.find(".duckdb") != std::string_view::npos;
}

bool is_listed(const Manifest& manifest, std::string_view name) {
  const auto found = manifest.generations.find(*read_month(name.substr(0, 7)));
  if (found == manifest.generations.end()) return false;
  const std::string listed = file_name(found->first, found->second);
  return name.substr(0, listed.size()) == listed;
}

}  // namespace

Month month_of(LocalDay day) {
  const std::chrono::year_month_day date(day);
  return date.year() / date.month();
}

std::string to_text(Month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                     static_cast<unsigned>(month.month()));
}

std::string file_name(Month month, uint32_t generation) {
  return fmt::format("{}.g{}.duckdb", to_text(month), generation);
}

Result<Manifest> Manifest::read(const std::filesystem::path& directory) {
  Manifest manifest;
  Result<std::string> read = read_file(directory / kName);
  if (!read && read.error().code == ErrorCode::NotFound) return manifest;
  const std::string content = TRY(std::move(read));
  std::string_view rest = content;
  bool ok = cut_until(rest, '\n') == kFirstLine;
  while (ok && !rest.empty()) {
    const std::string_view line = cut_until(rest, '\n');
    const auto month = read_month(line.substr(0, 7));
    const auto generation = read_number(line.size() > 8 ? line.substr(8) : "");
    ok = month && generation && line[7] == ' ';
    if (ok) manifest.generations[*month] = *generation;
  }
  if (ok) return manifest;
  return fail(ErrorCode::DataLoss, "read \"{}\": not a manifest of event files",
              (directory / kName).string());
}

Result<void> Manifest::write(const std::filesystem::path& directory) const {
  std::string content = std::string(kFirstLine) + "\n";
  for (const auto& [month, generation] : generations)
    content += fmt::format("{} {}\n", to_text(month), generation);
  return replace_file(directory / kName, content);
}

Result<void> delete_unlisted(const std::filesystem::path& directory, const Manifest& manifest) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    if (name.size() < 7 || !is_month_file(name) || is_listed(manifest, name)) continue;
    std::filesystem::remove(entry.path(), error);
  }
  std::filesystem::remove_all(directory / "tmp", error);
  std::filesystem::create_directory(directory / "tmp", error);
  if (error)
    return fail(ErrorCode::Unavailable, "clear \"{}\": {}", directory.string(), error.message());
  return sync_directory(directory);
}

}  // namespace glassjar::storage::duckdb

// A text file with a hash a line (cookies::to_line).
#include "dump/deleted_values.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/file.h"

namespace glassjar::dump {
namespace {

constexpr size_t kFileBytesMax = 256 << 20;

Result<void> write(const std::filesystem::path& file,
                   std::span<const cookies::DeletedValue> values) {
  std::string text;
  std::unordered_set<std::string> written;
  for (const cookies::DeletedValue& value : values) {
    std::string line = cookies::to_line(value);
    if (written.insert(line).second) text.append(line).append("\n");
  }
  return replace_file(file, text);
}

}  // namespace

Result<std::vector<cookies::DeletedValue>> read_deleted_values(const std::filesystem::path& file) {
  std::vector<cookies::DeletedValue> values;
  const Result<std::string> text = read_file(file, kFileBytesMax);
  if (!text && text.error().code == ErrorCode::NotFound) return values;
  if (!text) return unexpected(text.error());
  std::string_view rest = *text;
  for (size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    Result<cookies::DeletedValue> value = cookies::parse_deleted_value(rest.substr(0, end));
    if (value) values.push_back(std::move(*value));
    rest.remove_prefix(end + 1);
  }
  return values;
}

Result<void> add_deleted_values(const std::filesystem::path& file,
                                std::span<const cookies::DeletedValue> values, TimePoint now) {
  if (values.empty()) return {};
  std::vector<cookies::DeletedValue> all = TRY(read_deleted_values(file));
  all.insert(all.end(), values.begin(), values.end());
  std::erase_if(all, [&](const auto& each) { return now - each.deleted > kDeletedValuesKept; });
  const size_t over = all.size() > kDeletedValuesMax ? all.size() - kDeletedValuesMax : 0;
  return write(file, std::span(all).subspan(over));
}

Result<void> forget_deleted_values(const std::filesystem::path& file, TimePoint deleted) {
  std::vector<cookies::DeletedValue> all = TRY(read_deleted_values(file));
  const size_t before = all.size();
  std::erase_if(all, [&](const auto& each) { return each.deleted == deleted; });
  return all.size() == before ? Result<void>() : write(file, all);
}

}  // namespace glassjar::dump

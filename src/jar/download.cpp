// Building the person's ZIP file in memory (libzip).
#include "jar/download.h"

#include <zip.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <memory>

#include "base/csv.h"
#include "base/encoding.h"
#include "consent/jar_keys.h"
#include "jar/own_rows.h"

namespace glassjar::jar {
namespace {

// One object a row, with the columns as keys; all values are text.
std::string json_of(const storage::ExportTable& table) {
  boost::json::array rows;
  for (const auto& cells : table.rows) {
    boost::json::object row;
    for (size_t i = 0; i < table.columns.size(); ++i) row[table.columns[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return boost::json::serialize(rows);
}

std::string csv_of(const storage::ExportTable& table) {
  std::string text = csv_row(table.columns);
  for (const auto& cells : table.rows) text += csv_row(cells);
  return text;
}

std::string readme_of(const std::vector<storage::ExportTable>& tables, TimePoint now) {
  std::string text = fmt::format(
      "Your jar, as of {}.\r\n\r\n"
      "Everything that is held on you, each table twice: .json is exact; .csv is for spreadsheets "
      "(there a text that could run as a formula has an apostrophe in front).\r\n"
      "Times are UTC.\r\n\r\n",
      to_iso(now));
  for (const auto& table : tables)
    text += fmt::format("{}: {} rows\r\n", table.name, table.rows.size());
  return text;
}

std::string props_of(const model::Event& event) {
  boost::json::object props;
  for (const auto& [name, value] : event.props) props[name] = value;
  return boost::json::serialize(props);
}

struct DiscardArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

unexpected<Error> zip_failure(std::string_view step) {
  return fail(ErrorCode::Internal, "build the download: {} failed", step);
}

// The content must outlive the archive's closing.
Result<void> add_file(zip_t* archive, const std::string& name, const std::string& content,
                      TimePoint now) {
  zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), /*freep=*/0);
  if (!source) return zip_failure("reading a file");
  const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return zip_failure("adding a file");
  }
  const auto at = std::chrono::floor<seconds>(now).time_since_epoch().count();
  zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), at, 0);
  return {};
}

Result<std::string> bytes_of(zip_source_t* target) {
  zip_stat_t stat;
  if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0)
    return zip_failure("opening the result");
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (read < 0 || static_cast<size_t>(read) != bytes.size())
    return zip_failure("reading the result");
  return bytes;
}

}  // namespace

storage::ExportTable table_of(std::span<const model::Event> rows,
                              const sites::Directory& directory) {
  storage::ExportTable table{.name = "pages",
                             .columns = {"seq",         "site",          "at",
                                         "kind",        "name",          "hostname",
                                         "path",        "visit",         "visitor",
                                         "referrer",    "source",        "channel",
                                         "utm_source",  "utm_medium",    "utm_campaign",
                                         "utm_content", "utm_term",      "country",
                                         "device",      "browser",       "browser_version",
                                         "os",          "os_version",    "interactive",
                                         "props",       "engagement_ms", "scroll_depth"}};
  for (const model::Event& row : rows) {
    const auto site = directory.find(row.site);
    const model::Attributes& a = row.attributes;
    table.rows.push_back(
        {std::to_string(row.seq),
         site ? site->record.host : "",
         to_iso(row.time),
         std::string(name(row.kind)),
         row.name,
         row.hostname,
         row.path,
         to_hex(model::number(row.visit)),
         to_hex(model::number(row.visitor)),
         a.referrer,
         a.source,
         a.channel,
         a.utm_source,
         a.utm_medium,
         a.utm_campaign,
         a.utm_content,
         a.utm_term,
         a.country,
         a.device,
         a.browser,
         a.browser_version,
         a.os,
         a.os_version,
         row.interactive ? "yes" : "no",
         props_of(row),
         std::to_string(row.engagement_ms),
         row.scroll_depth == model::kNoScrollDepth ? "" : std::to_string(row.scroll_depth)});
  }
  return table;
}

storage::ExportTable table_of(const storage::Jar& jar) {
  return {.name = "choices",
          .columns = {"choice", "keep_for", "jar_made", "kept_until"},
          .rows = {{jar.remembers ? "remembered" : "not remembered",
                    std::string(consent::name(jar.keep_for)), to_iso(jar.created),
                    to_iso(jar.expires)}}};
}

Result<std::string> zip_of(const std::vector<storage::ExportTable>& tables, TimePoint now) {
  std::vector<std::pair<std::string, std::string>> files;
  files.emplace_back("README.txt", readme_of(tables, now));
  for (const auto& table : tables) {
    files.emplace_back(table.name + ".json", json_of(table));
    files.emplace_back(table.name + ".csv", csv_of(table));
  }
  const Source target(zip_source_buffer_create(nullptr, 0, /*freep=*/0, nullptr));
  if (!target) return zip_failure("making the result");
  // The archive takes one reference over when it opens; ours outlives it.
  zip_source_keep(target.get());
  std::unique_ptr<zip_t, DiscardArchive> archive(
      zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) {
    zip_source_free(target.get());
    return zip_failure("making the archive");
  }
  for (const auto& [name, content] : files) TRY(add_file(archive.get(), name, content, now));
  zip_t* closing = archive.release();  // closing frees it, failing to close does not
  if (zip_close(closing) != 0) {
    zip_discard(closing);
    return zip_failure("closing the archive");
  }
  return bytes_of(target.get());
}

}  // namespace glassjar::jar

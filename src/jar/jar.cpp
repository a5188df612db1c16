// Opening a jar. The access event is committed before any event row is read; what is in the
// records is read in the event's own transaction.
#include "jar/jar.h"

#include "jar/download.h"

namespace glassjar::jar {
namespace {

Result<Held> held(std::string_view kind, uint64_t count, TimePoint kept_until) {
  const Purpose* purpose = purpose_of(kind);
  if (!purpose) return fail(ErrorCode::Internal, "show \"{}\" in a jar: no purpose", kind);
  return Held{purpose, count, kept_until};
}

std::string_view kind_of(model::EventKind kind) {
  switch (kind) {
    case model::EventKind::Pageview:
      return "pageviews";
    case model::EventKind::Custom:
      return "custom_events";
    case model::EventKind::Engagement:
      return "reading_reports";
  }
  CHECK(false);
}

}  // namespace

Result<Jar::Records> Jar::read_records(const sites::KnownSite& site,
                                       const consent::Browser& browser, Act act) {
  Records read;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    read.jar = TRY(admit(records, access_log_, site, browser, act, clock_.now()));
    for (storage::PersonalDataHolder* holder : holders_)
      for (storage::ExportTable& table : TRY(holder->export_person(records, read.jar.id)))
        read.tables.push_back(std::move(table));
    read.openings = TRY(access_log_.of_jar(records, read.jar.id));
    read.taught = TRY(records.lessons().of_teacher(read.jar.id));
    return {};
  }));
  return read;
}

Result<Contents> Jar::open(const sites::KnownSite& site, const consent::Browser& browser) {
  Records read = TRY(read_records(site, browser, Act::Open));
  std::array<uint64_t, 3> counts{};
  for (const model::Event& row : TRY(rows_.all(read.jar))) ++counts[static_cast<size_t>(row.kind)];
  Contents contents;
  for (const auto kind :
       {model::EventKind::Pageview, model::EventKind::Custom, model::EventKind::Engagement})
    contents.held.push_back(
        TRY(held(kind_of(kind), counts[static_cast<size_t>(kind)], read.jar.expires)));
  for (const storage::ExportTable& table : read.tables)
    contents.held.push_back(TRY(held(table.name, table.rows.size(), read.jar.expires)));
  contents.held.push_back(TRY(held("choices", 1, read.jar.expires)));
  contents.openings = std::move(read.openings);
  contents.taught = std::move(read.taught);
  return contents;
}

Result<PageList> Jar::pages(const sites::KnownSite& site, const consent::Browser& browser,
                            uint64_t after_seq) {
  storage::Jar jar;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    jar = TRY(admit(records, access_log_, site, browser, Act::Pages, clock_.now()));
    return {};
  }));
  PageList list{.rows = TRY(rows_.page(jar, after_seq, kRowsPerPage + 1))};
  list.more = list.rows.size() > kRowsPerPage;
  if (list.more) list.rows.pop_back();
  return list;
}

Result<std::string> Jar::download(const sites::KnownSite& site, const consent::Browser& browser) {
  Records read = TRY(read_records(site, browser, Act::Download));
  std::vector<storage::ExportTable> tables;
  tables.push_back(table_of(TRY(rows_.all(read.jar)), directory_));
  tables.push_back(table_of(read.jar));
  for (storage::ExportTable& table : read.tables) tables.push_back(std::move(table));
  return zip_of(tables, clock_.now());
}

Result<std::vector<UnfinishedPage>> Jar::continue_reading(const sites::KnownSite& site,
                                                          const consent::Browser& browser,
                                                          std::string_view current_path) {
  storage::Jar jar;
  TRY(records_.read([&](storage::Transaction& records) -> Result<void> {
    jar = TRY(admit(records, access_log_, site, browser, Act::Continue, clock_.now()));
    return {};
  }));
  std::vector<model::Event> rows = TRY(rows_.all(jar));
  std::erase_if(rows, [&](const model::Event& row) { return row.site != site.record.id; });
  return unfinished(rows, current_path, clock_.now());
}

}  // namespace glassjar::jar

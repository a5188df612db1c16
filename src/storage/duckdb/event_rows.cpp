// Filling and reading of data chunks, column by column in the order of the table.
#include "storage/duckdb/event_rows.h"

#include <algorithm>
#include <string>
#include <vector>

#include "storage/duckdb/props_text.h"
#include "storage/duckdb/schema.h"
#include "storage/duckdb/utf8.h"

namespace glassjar::storage::duckdb {
namespace {

using model::Event;

constexpr size_t kFirstText = 10;  // name, hostname, path, then the attributes
constexpr size_t kFirstAttribute = kFirstText + 3;
constexpr size_t kProps = kFirstAttribute + kAttributeColumns.size();

// The owner of a chunk with the columns of `events`.
class Chunk {
 public:
  Chunk() {
    std::vector<duckdb_logical_type> types;
    for (const duckdb_type id :
         {DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_BIGINT,
          DUCKDB_TYPE_SMALLINT, DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_BOOLEAN,
          DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_UBIGINT})
      types.push_back(duckdb_create_logical_type(id));
    while (types.size() <= kProps) types.push_back(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
    types.push_back(duckdb_create_logical_type(DUCKDB_TYPE_UINTEGER));
    types.push_back(duckdb_create_logical_type(DUCKDB_TYPE_UTINYINT));
    chunk_ = duckdb_create_data_chunk(types.data(), types.size());
    for (duckdb_logical_type& type : types) duckdb_destroy_logical_type(&type);
  }
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;
  ~Chunk() { duckdb_destroy_data_chunk(&chunk_); }

  duckdb_data_chunk get() const { return chunk_; }
  duckdb_vector vector(size_t column) const { return duckdb_data_chunk_get_vector(chunk_, column); }

 private:
  duckdb_data_chunk chunk_ = nullptr;
};

template <class T, class Value>
void fill_numbers(duckdb_vector vector, std::span<const Event* const> events, Value value) {
  T* out = static_cast<T*>(duckdb_vector_get_data(vector));
  for (const Event* event : events) *out++ = static_cast<T>(value(*event));
}

void assign(duckdb_vector vector, size_t row, const std::string& text) {
  if (is_utf8(text)) {
    duckdb_vector_assign_string_element_len(vector, row, text.data(), text.size());
    return;
  }
  const std::string mended = with_replacement_characters(text);
  duckdb_vector_assign_string_element_len(vector, row, mended.data(), mended.size());
}

template <class Value>
void fill_texts(duckdb_vector vector, std::span<const Event* const> events, Value value) {
  size_t row = 0;
  for (const Event* event : events) assign(vector, row++, value(*event));
}

// NULL rather than '' for none: most rows have none, and a validity mask is smaller.
void fill_props(duckdb_vector vector, std::span<const Event* const> events) {
  duckdb_vector_ensure_validity_writable(vector);
  uint64_t* validity = duckdb_vector_get_validity(vector);
  for (size_t row = 0; row < events.size(); ++row) {
    if (events[row]->props.empty())
      duckdb_validity_set_row_invalid(validity, row);
    else
      assign(vector, row, props_to_text(events[row]->props));
  }
}

void fill_keys(const Chunk& chunk, std::span<const Event* const> rows) {
  fill_numbers<uint32_t>(chunk.vector(0), rows, [](auto& e) { return model::number(e.site); });
  fill_numbers<int32_t>(chunk.vector(1), rows, [](auto& e) { return day_number(e.day); });
  fill_numbers<uint64_t>(chunk.vector(2), rows, [](auto& e) { return e.seq; });
  fill_numbers<int64_t>(chunk.vector(3), rows,
                        [](auto& e) { return e.time.time_since_epoch().count(); });
  fill_numbers<int16_t>(chunk.vector(4), rows, [](auto& e) { return e.utc_offset.count(); });
  fill_numbers<uint8_t>(chunk.vector(5), rows, [](auto& e) { return e.kind; });
  fill_numbers<uint8_t>(chunk.vector(6), rows, [](auto& e) { return e.tier; });
  fill_numbers<bool>(chunk.vector(7), rows, [](auto& e) { return e.interactive; });
  fill_numbers<uint64_t>(chunk.vector(8), rows, [](auto& e) { return model::number(e.visitor); });
  fill_numbers<uint64_t>(chunk.vector(9), rows, [](auto& e) { return model::number(e.visit); });
}

void fill(const Chunk& chunk, std::span<const Event* const> rows) {
  duckdb_data_chunk_reset(chunk.get());
  fill_keys(chunk, rows);
  fill_texts(chunk.vector(kFirstText), rows, [](auto& e) -> auto& { return e.name; });
  fill_texts(chunk.vector(kFirstText + 1), rows, [](auto& e) -> auto& { return e.hostname; });
  fill_texts(chunk.vector(kFirstText + 2), rows, [](auto& e) -> auto& { return e.path; });
  for (size_t i = 0; i < kAttributeColumns.size(); ++i)
    fill_texts(chunk.vector(kFirstAttribute + i), rows,
               [&](auto& e) -> auto& { return e.attributes.*kAttributeColumns[i].member; });
  fill_props(chunk.vector(kProps), rows);
  fill_numbers<uint32_t>(chunk.vector(kProps + 1), rows, [](auto& e) { return e.engagement_ms; });
  fill_numbers<uint8_t>(chunk.vector(kProps + 2), rows, [](auto& e) { return e.scroll_depth; });
  duckdb_data_chunk_set_size(chunk.get(), rows.size());
}

// An appender that is destroyed with its scope; what was not flushed is dropped.
struct Appender {
  duckdb_appender appender = nullptr;
  ~Appender() { duckdb_appender_destroy(&appender); }
};

unexpected<Error> appender_failure(Connection& connection, Appender& appender) {
  duckdb_error_data error = duckdb_appender_error_data(appender.appender);
  auto failure = connection.failure("append events", duckdb_error_data_error_type(error),
                                    duckdb_error_data_message(error));
  duckdb_destroy_error_data(&error);
  return failure;
}

}  // namespace

Result<void> append_events(Connection& connection, const std::string& alias,
                           std::span<const Event* const> events) {
  if (events.empty()) return {};
  Appender appender;
  if (duckdb_appender_create_ext(connection.get(), alias.c_str(), "main", "events",
                                 &appender.appender) == DuckDBError)
    return appender_failure(connection, appender);
  const Chunk chunk;
  const size_t rows_max = duckdb_vector_size();
  while (!events.empty()) {
    const auto part = events.first(std::min(rows_max, events.size()));
    fill(chunk, part);
    if (duckdb_append_data_chunk(appender.appender, chunk.get()) == DuckDBError)
      return appender_failure(connection, appender);
    events = events.subspan(part.size());
  }
  if (duckdb_appender_close(appender.appender) == DuckDBError)
    return appender_failure(connection, appender);
  return {};
}

model::Attributes read_attributes(const Rows& rows, size_t column) {
  model::Attributes attributes;
  for (const AttributeColumn& each : kAttributeColumns)
    attributes.*each.member = rows.text(column++);
  return attributes;
}

Event read_event(const Rows& rows) {
  return Event{.seq = rows.number<uint64_t>(2),
               .site = model::SiteId{rows.number<uint32_t>(0)},
               .time = TimePoint(microseconds(rows.number<int64_t>(3))),
               .day = day_numbered(rows.number<int32_t>(1)),
               .utc_offset = minutes(rows.number<int16_t>(4)),
               .kind = model::EventKind{rows.number<uint8_t>(5)},
               .tier = model::Tier{rows.number<uint8_t>(6)},
               .interactive = rows.number<bool>(7),
               .visitor = model::VisitorId{rows.number<uint64_t>(8)},
               .visit = model::VisitId{rows.number<uint64_t>(9)},
               .name = rows.text(kFirstText),
               .hostname = rows.text(kFirstText + 1),
               .path = rows.text(kFirstText + 2),
               .attributes = read_attributes(rows, kFirstAttribute),
               .props = rows.is_null(kProps) ? Props{} : props_from_text(rows.text(kProps)),
               .engagement_ms = rows.number<uint32_t>(kProps + 1),
               .scroll_depth = rows.number<uint8_t>(kProps + 2)};
}

}  // namespace glassjar::storage::duckdb

// Events to rows of `events` and back, in chunks of DuckDB's own layout.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "model/event.h"
#include "storage/duckdb/connection.h"

namespace glassjar::storage::duckdb {

// Appends within the connection's transaction. Bytes that are not UTF-8, which DuckDB cannot
// hold, become U+FFFD.
Result<void> append_events(Connection& connection, const std::string& alias,
                           std::span<const model::Event* const> events);

// The current row of `SELECT event_columns()`.
model::Event read_event(const Rows& rows);
// Fourteen attribute columns from `column` on.
model::Attributes read_attributes(const Rows& rows, size_t column);

}  // namespace glassjar::storage::duckdb

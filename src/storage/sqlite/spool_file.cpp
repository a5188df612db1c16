// The statements on spool.db.
#include "storage/sqlite/spool_file.h"

#include <limits>
#include <utility>

#include "base/encoding.h"
#include "storage/sqlite/migrations.h"

namespace glassjar::storage::sqlite {

Result<std::unique_ptr<SpoolFile>> SpoolFile::open(const std::filesystem::path& path,
                                                   Random& random, uint64_t first_seq_if_new,
                                                   const DatabaseOptions& options) {
  Database writer = TRY(Database::open(path, options));
  TRY(migrate(writer, spool_migrations()));
  DatabaseOptions read_only = options;
  read_only.access = DatabaseOptions::Access::ReadOnly;
  Database reader = TRY(Database::open(path, read_only));
  std::unique_ptr<SpoolFile> file(new SpoolFile(std::move(writer), std::move(reader)));
  TRY(file->name_if_new(random, first_seq_if_new));
  TRY(file->load_numbers());
  return file;
}

Result<void> SpoolFile::name_if_new(Random& random, uint64_t first_seq) {
  TRY(
      writer_.run("INSERT INTO spool (id, spool_id, next_seq) VALUES (1, ?1, ?2) "
                  "ON CONFLICT DO NOTHING",
                  random.nonzero64(), first_seq));
  return {};
}

Result<void> SpoolFile::load_numbers() {
  Query row = TRY(writer_.query(
      "SELECT spool_id, max(next_seq, "
      "coalesce((SELECT first_seq + width FROM batches ORDER BY first_seq DESC LIMIT 1), 0)) "
      "FROM spool"));
  if (!TRY(row.step()))
    return fail(ErrorCode::DataLoss, "open spool \"{}\": its id is gone", writer_.path().string());
  id_ = row.number<uint64_t>(0);
  next_seq_ = row.number<uint64_t>(1);
  return {};
}

Result<void> SpoolFile::insert(const Batch& batch, uint64_t trim_below, uint64_t rows_max) {
  return writer_.transact(Database::Begin::Write, [&]() -> Result<void> {
    TRY(writer_.run("INSERT INTO batches (first_seq, width, entries) VALUES (?1, ?2, ?3)",
                    batch.first_seq, batch.width, as_bytes(batch.bytes)));
    // The new row keeps the numbering.
    if (trim_below > 0) TRY(delete_rows(trim_below, rows_max));
    return {};
  });
}

// Before rows go: numbering must go on behind them when the file is opened again.
Result<void> SpoolFile::keep_numbering() {
  TRY(
      writer_.run("UPDATE spool SET next_seq = max(next_seq, coalesce((SELECT first_seq + width "
                  "FROM batches ORDER BY first_seq DESC LIMIT 1), 0))"));
  return {};
}

Result<int64_t> SpoolFile::delete_rows(uint64_t seq, uint64_t rows_max) {
  return writer_.run(
      "DELETE FROM batches WHERE first_seq IN (SELECT first_seq FROM batches "
      "WHERE first_seq < ?1 AND first_seq + width <= ?1 "
      "ORDER BY first_seq LIMIT ?2)",
      seq, rows_max);
}

Result<uint64_t> SpoolFile::delete_below(uint64_t seq, uint64_t rows_max) {
  int64_t deleted = 0;
  TRY(writer_.transact(Database::Begin::Write, [&]() -> Result<void> {
    TRY(keep_numbering());
    deleted = TRY(delete_rows(seq, rows_max));
    return {};
  }));
  return static_cast<uint64_t>(deleted);
}

Result<void> SpoolFile::purge_below(uint64_t seq) {
  const auto reader = reader_.lock();  // nobody reads meanwhile, so nothing holds the WAL back
  TRY(writer_.transact(Database::Begin::Write, [&]() -> Result<void> {
    TRY(keep_numbering());
    TRY(cut_batch_at(seq));
    TRY(delete_rows(seq, std::numeric_limits<int64_t>::max()));
    return {};
  }));
  return writer_.rewrite();
}

// A batch that reaches over `seq` is replaced by those of its entries that do not end below.
Result<void> SpoolFile::cut_batch_at(uint64_t seq) {
  Batch rest;
  uint64_t first_seq = 0;
  {
    Query row =
        TRY(writer_.query("SELECT first_seq, width, entries FROM batches "
                          "WHERE first_seq < ?1 AND first_seq + width > ?1",
                          seq));
    if (!TRY(row.step())) return {};
    first_seq = row.number<uint64_t>(0);
    const std::vector<SpoolEntry> entries =
        TRY(entries_of(first_seq, row.number<uint64_t>(1), row.bytes_view(2), first_seq,
                       std::numeric_limits<size_t>::max()));
    for (const SpoolEntry& entry : entries) {
      if (entry.seq + entry.width <= seq) continue;
      if (rest.bytes.empty()) rest.first_seq = entry.seq;
      rest.add(entry.width, entry.payload);
    }
  }
  TRY(writer_.run("DELETE FROM batches WHERE first_seq = ?1", first_seq));
  TRY(writer_.run("INSERT INTO batches (first_seq, width, entries) VALUES (?1, ?2, ?3)",
                  rest.first_seq, rest.width, as_bytes(rest.bytes)));
  return {};
}

Result<std::vector<SpoolEntry>> SpoolFile::read(uint64_t from, size_t bytes_max) {
  auto reader = reader_.lock();
  Query rows = TRY(reader->query(
      "SELECT first_seq, width, entries FROM batches "
      "WHERE first_seq >= coalesce((SELECT max(first_seq) FROM batches WHERE first_seq <= ?1), 0) "
      "ORDER BY first_seq",
      from));
  std::vector<SpoolEntry> entries;
  size_t taken = 0;
  while ((entries.empty() || taken < bytes_max) && TRY(rows.step())) {
    std::vector<SpoolEntry> more =
        TRY(entries_of(rows.number<uint64_t>(0), rows.number<uint64_t>(1), rows.bytes_view(2), from,
                       bytes_max - taken));
    for (SpoolEntry& entry : more) {
      taken += entry.payload.size();
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

}  // namespace glassjar::storage::sqlite

// AccessLogImports: brings a web server's history in, line by line, through the same rules as live
// events, resumable and never twice.
//
// Where an import got to travels in the spool beside the rows of its lines and reaches its record
// when these are stored; the line numbers that a client sends are held against it. Visitors are
// hashed under salts of the import's own, one for each day of the log, which are all derived from
// one secret that the record keeps while the import runs and that is gone from every file when it
// ends (docs/importing.md).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/random.h"
#include "base/result.h"
#include "ingest/loader.h"
#include "ingest/pipeline.h"
#include "sites/directory.h"
#include "storage/records/record_store.h"
#include "storage/spool.h"

namespace glassjar::ingest {

// What became of the lines so far.
struct ImportCounts {
  uint64_t lines = 0;
  uint64_t pageviews = 0;
  std::map<std::string, uint64_t> skipped;  // by name of LogSkip or model::DropReason
};

struct BegunImport {
  std::string id;
  uint64_t lines_done = 0;  // of an earlier run: the client may leave these out
};

class AccessLogImports {
 public:
  static constexpr std::string_view kFormat = "access-log";
  static constexpr size_t kFingerprintBytesMax = 200;
  static constexpr uint64_t kLinesAtOnceMax = 20'000;
  // How long a call waits until the rows of the one before are stored.
  static constexpr seconds kLoadWaitMax{120};

  // All outlive the object; the salts, counter and fates of `context` are not used.
  AccessLogImports(const Context& context, storage::RecordStore& records, storage::Spool& spool,
                   Loader& loader, Random& random);

  // Begins an import of that file into the site, or goes on with it. `fingerprint` names the
  // file's content. NotFound for an unknown site, InvalidArgument for a format or fingerprint.
  Result<BegunImport> begin(std::string_view host, std::string_view format,
                            std::string_view fingerprint);

  // Takes in lines of the file that begin with number `first_line`, from 0; durable on return.
  // Those that are done are passed over. Returns how many are done. InvalidArgument where lines
  // are left out or too many, Unavailable when the rows before them do not get stored.
  Result<uint64_t> add_lines(const std::string& id, uint64_t first_line, std::string_view text);

  // Ends the import when all its rows are stored and destroys its secret. Again: the same counts.
  Result<ImportCounts> finish(const std::string& id);

  // The loader's hook: these rows are stored.
  Result<void> rows_stored(const std::string& id, const std::string& resume_state);

 private:
  struct State;

  Result<storage::Import> read_record(const std::string& id);
  Result<void> wait_until_stored(uint64_t seq);
  Result<void> save(storage::Import record, const State& state, bool finished);
  // The events of the page views among the lines; counts every line.
  Result<std::vector<model::Event>> read_lines(std::string_view text, const storage::Import& record,
                                               State& state);

  const Context context_;
  storage::RecordStore& records_;
  storage::Spool& spool_;
  Loader& loader_;
  Random& random_;
  // One call at a time; what it guards is the spool number below which all imports' parts are.
  Mutex<uint64_t> parts_below_;
};

}  // namespace glassjar::ingest

// Jar: what its person sees of what is held: first counts and purposes, then lists, then all of it
// in one file. Every opening is in the access log before anything is read.
#pragma once

#include <string>
#include <vector>

#include "access_log/access_log.h"
#include "base/clock.h"
#include "base/result.h"
#include "consent/person_records.h"
#include "jar/continue_reading.h"
#include "jar/own_rows.h"
#include "jar/purposes.h"
#include "jar/rights.h"

namespace glassjar::jar {

struct Held {
  const Purpose* purpose = nullptr;
  uint64_t count = 0;
  TimePoint kept_until;
};

struct Contents {
  std::vector<Held> held;
  std::vector<storage::AccessEvent> openings;  // newest first, this one included
  std::vector<storage::Lesson> taught;
};

struct PageList {
  std::vector<model::Event> rows;  // by seq
  bool more = false;
};

class Jar {
 public:
  static constexpr size_t kRowsPerPage = 100;

  // All outlive the object.
  Jar(storage::RecordStore& records, storage::EventStore& events, const sites::Directory& directory,
      access_log::AccessLog& access_log, consent::Holders holders, const Clock& clock)
      : records_(records),
        directory_(directory),
        rows_(events, directory),
        access_log_(access_log),
        holders_(std::move(holders)),
        clock_(clock) {}

  // Each is Unauthenticated when the browser's cookie opens no jar of the site's owner.
  Result<Contents> open(const sites::KnownSite& site, const consent::Browser& browser);
  Result<PageList> pages(const sites::KnownSite& site, const consent::Browser& browser,
                         uint64_t after_seq);
  // The bytes of a ZIP file (jar/download.h).
  Result<std::string> download(const sites::KnownSite& site, const consent::Browser& browser);
  // On this site; `current_path` is left out.
  Result<std::vector<UnfinishedPage>> continue_reading(const sites::KnownSite& site,
                                                       const consent::Browser& browser,
                                                       std::string_view current_path);

 private:
  struct Records {
    storage::Jar jar;
    std::vector<storage::ExportTable> tables;
    std::vector<storage::AccessEvent> openings;
    std::vector<storage::Lesson> taught;
  };
  // One transaction: the access event, then what the rooms hold.
  Result<Records> read_records(const sites::KnownSite& site, const consent::Browser& browser,
                               Act act);

  storage::RecordStore& records_;
  const sites::Directory& directory_;
  OwnRows rows_;
  access_log::AccessLog& access_log_;
  consent::Holders holders_;
  const Clock& clock_;
};

}  // namespace glassjar::jar

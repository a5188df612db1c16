// Salts: the random number of each site and local day under which anonymous visitors are hashed.
//
// They live in memory and in a file on a memory file system, so that visits survive a crash of the
// process and nothing survives the machine. At the site's midnight the day's salt is overwritten
// in both; from then on nobody can tell who any of that day's visitors was.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "base/mutex.h"
#include "base/random.h"
#include "base/result.h"
#include "ingest/salt_source.h"

namespace glassjar::ingest {

// Whether a directory that is on a disk may be used: never but in tests.
enum class SaltDirectory : uint8_t { MemoryOnly, AnyForTests };

class Salts final : public SaltSource {
 public:
  // Reads what an earlier process of this machine left in `directory`/`id`.salts. The directory is
  // made if absent (mode 0700). InvalidArgument when it is not on tmpfs or ramfs. `clock` and
  // `random` outlive the object.
  static Result<std::unique_ptr<Salts>> open(const std::filesystem::path& directory,
                                             const std::string& id, SaltDirectory kind,
                                             const Clock& clock, Random& random);
  // /run/glassjar where that can be written, else /dev/shm.
  static std::filesystem::path default_directory();

  ~Salts() override;

  LocalDay day_in_force(const sites::KnownSite& site, LocalDay day) override;
  Salt salt_of(const sites::KnownSite& site, LocalDay day) override;

  // Overwrites the salts of days that have ended on their site; called every few seconds.
  void tick(const sites::Directory& sites);

  // When the salt of the site's current day will be overwritten.
  static TimePoint ends_at(const sites::KnownSite& site, TimePoint now);

 private:
  struct Kept {
    Salt salt{};
    size_t slot = 0;  // its record's place in the file
  };
  // `today` is the latest day begun. Salts of other days are for events that a trusted sender
  // dates otherwise; they go at midnight too.
  struct OfSite {
    LocalDay today;
    std::map<LocalDay, Kept> days;
  };
  struct State {
    std::map<model::SiteId, OfSite> sites;
    FileDescriptor file;
    std::vector<size_t> free_slots;
    size_t slots = 0;  // free ones included
  };

  Salts(FileDescriptor file, const Clock& clock, Random& random);
  Result<void> read_file();
  // The site's salts, those of ended days overwritten.
  static OfSite& begin_day(State& state, model::SiteId site, LocalDay day);
  static void overwrite(State& state, OfSite& of_site);

  const Clock& clock_;
  Random& random_;
  Mutex<State> state_;
};

}  // namespace glassjar::ingest

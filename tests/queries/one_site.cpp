// Just enough of a record store for a directory to load one site from.
#include "one_site.h"

#include "base/check.h"

namespace glassjar::queries {
namespace {

using Work = std::function<Result<void>(storage::Transaction&)>;

class OneSiteRecords final : public storage::RecordStore, storage::Transaction, storage::Sites {
 public:
  explicit OneSiteRecords(storage::Site site) : site_(std::move(site)) {}

  Result<void> transact(const Work& work) override { return work(*this); }
  Result<void> read(const Work& work) override { return work(*this); }
  Result<void> purge() override { return {}; }

 private:
  storage::Sites& sites() override { return *this; }
  storage::StaffRecords& staff() override { CHECK(false); }
  storage::Jars& jars() override { CHECK(false); }
  storage::Conversations& conversations() override { CHECK(false); }
  storage::Lessons& lessons() override { CHECK(false); }
  storage::AccessEvents& access_events() override { CHECK(false); }
  storage::DailyCounts& daily_counts() override { CHECK(false); }
  storage::Imports& imports() override { CHECK(false); }
  storage::SiteAudits& audits() override { CHECK(false); }

  Result<model::SiteId> add(const storage::Site&) override { CHECK(false); }
  Result<void> update(const storage::Site&) override { CHECK(false); }
  Result<std::optional<storage::Site>> by_host(const std::string&) override { CHECK(false); }
  Result<std::vector<storage::Site>> list() override { return std::vector{site_}; }

  storage::Site site_;
};

}  // namespace

OneSite::OneSite(storage::Site site)
    : host_(site.host),
      records_(std::make_unique<OneSiteRecords>(std::move(site))),
      directory_(std::make_unique<sites::Directory>(*records_)) {
  directory_->reload().value();
}

OneSite::~OneSite() = default;

const sites::KnownSite& OneSite::known() const { return *directory_->find(host_); }

}  // namespace glassjar::queries

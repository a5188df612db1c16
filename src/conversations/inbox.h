// Inbox: the staff's side of conversations. The list shows no one's words; reading them writes an
// access event first, which the person sees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access_log/access_log.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "conversations/thread.h"
#include "sites/directory.h"
#include "storage/key_store.h"

namespace glassjar::conversations {

// Who acts for the owner; the caller has checked the role.
struct Colleague {
  model::StaffId id{};
  model::OwnerId owner{};
  std::string role;  // "service", for the access log
};

struct InboxRow {
  storage::Conversation conversation;
  std::string host;  // of its site
};

struct InboxPage {
  std::vector<InboxRow> rows;  // newest change first
  size_t total = 0;
};

class Inbox {
 public:
  static constexpr size_t kRowsPerPage = 50;
  // The list ends here; what is beyond has long been answered or never will be.
  static constexpr size_t kRowsMax = 10'000;

  // All outlive the object.
  Inbox(storage::RecordStore& records, storage::KeyStore& keys, access_log::AccessLog& access_log,
        const sites::Directory& directory, const Clock& clock, Random& random)
      : records_(records),
        keys_(keys),
        access_log_(access_log),
        directory_(directory),
        clock_(clock),
        random_(random) {}

  Result<InboxPage> list(const Colleague& colleague, size_t offset);
  // Each below answers NotFound for a conversation that is not there or of another owner.

  // The words of both sides; the person's count as read from now on.
  Result<Thread> read_words(const Colleague& colleague, model::ConversationId id);
  Result<void> reply(const Colleague& colleague, model::ConversationId id, std::string_view text);
  // What this conversation taught, in one sentence of the staff's own. Conflict for a second one.
  Result<void> teach(const Colleague& colleague, model::ConversationId id,
                     std::string_view sentence);
  Result<void> close(const Colleague& colleague, model::ConversationId id);

  // What customers taught on this site, newest first; no one's own words.
  Result<std::vector<storage::Lesson>> lessons(model::SiteId site);
  std::string host_of(model::SiteId site) const;

 private:
  Result<storage::Conversation> find(storage::Transaction& records, const Colleague& colleague,
                                     model::ConversationId id);
  Result<void> log(storage::Transaction& records, const Colleague& colleague, model::JarId jar,
                   storage::AccessAction action);
  bool is_of(model::OwnerId owner, model::SiteId site) const;

  storage::RecordStore& records_;
  storage::KeyStore& keys_;
  access_log::AccessLog& access_log_;
  const sites::Directory& directory_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace glassjar::conversations

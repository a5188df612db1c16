// Asking: the person's side of conversations. A question needs no e-mail address: the answer
// arrives in the jar of the browser that asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "consent/jar_keys.h"
#include "conversations/thread.h"
#include "sites/directory.h"
#include "storage/key_store.h"

namespace glassjar::conversations {

struct Question {
  std::string path;  // of the page it is about, stripped of what may name a person
  std::string text;
  // For a jar that is made for it; a jar that exists is kept as its person chose.
  storage::KeepFor keep_for = storage::KeepFor::Days30;
};

struct Asked {
  model::ConversationId id{};
  // For the browser to hold, when a jar was made.
  std::optional<consent::IssuedKey> key;
};

class Asking {
 public:
  static constexpr uint16_t kMessagesPerHour = 20;

  // All outlive the object.
  Asking(storage::RecordStore& records, storage::KeyStore& keys, consent::NewJars& new_jars,
         const Clock& clock, Random& random)
      : records_(records),
        keys_(keys),
        new_jars_(new_jars),
        clock_(clock),
        random_(random),
        messages_(kMessagesPerHour, clock, random) {}

  // InvalidArgument for a text out of limits, ResourceExhausted for too many.
  Result<Asked> ask(const sites::KnownSite& site, const Question& question,
                    const consent::Browser& browser);
  // Goes on with a conversation of this browser's jar; NotFound for every other. Reopens it.
  Result<void> add(model::ConversationId id, std::string_view text,
                   const consent::Browser& browser);
  // The jar's conversations on this site, oldest first; the answers in them count as read from
  // now on. Unauthenticated when the cookie opens no jar of the site's owner.
  Result<std::vector<Thread>> threads(const sites::KnownSite& site,
                                      const consent::Browser& browser);
  // How many answers on this site the person has not read; 0 without a jar.
  Result<uint64_t> answers_waiting(const sites::KnownSite& site, const consent::Browser& browser);

 private:
  Result<void> count_message(model::JarId jar);

  storage::RecordStore& records_;
  storage::KeyStore& keys_;
  consent::NewJars& new_jars_;
  const Clock& clock_;
  Random& random_;
  consent::RateLimit messages_;
};

}  // namespace glassjar::conversations

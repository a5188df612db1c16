// The keyring of the desktop's session, over D-Bus: the Secret Service (GNOME Keyring, KeePassXC,
// KDE's) and KWallet's own interface.
#pragma once

#include <chrono>

#include "base/mutex.h"
#include "browsers/keyring.h"

namespace glassjar::browsers::keyring {

// Whether the person agreed to be asked. Without, nothing is started and nothing asks: only a
// keyring answers that runs and is open.
enum class Prompts { No, Yes };

// How long one question may take in all.
inline constexpr std::chrono::seconds kQuietTime{2};
inline constexpr std::chrono::seconds kPromptTime{60};  // the person looks for the password

// Connects anew for each question; safe from several threads. Who said no, or did not answer in
// time, is not asked again.
class DesktopKeyring final : public Keyring {
 public:
  explicit DesktopKeyring(Prompts prompts) : prompts_(prompts) {}

  cookies::Unread offer(std::string_view browser, const Takes& takes) override;

 private:
  const Prompts prompts_;
  Mutex<cookies::Unread> refusal_{cookies::Unread::No};
};

}  // namespace glassjar::browsers::keyring

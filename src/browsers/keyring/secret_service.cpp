// The client's steps of the Secret Service API, with the session that is not encrypted: the bus is
// a socket of this person's, as for the browser itself.
#include "browsers/keyring/secret_service.h"

#include <string>
#include <vector>

namespace glassjar::browsers::keyring {
namespace {

using cookies::Unread;

constexpr const char* kService = "org.freedesktop.secrets";
constexpr Target kSecrets = {kService, "/org/freedesktop/secrets",
                             "org.freedesktop.Secret.Service"};
constexpr const char* kItem = "org.freedesktop.Secret.Item";
constexpr const char* kPrompt = "org.freedesktop.Secret.Prompt";
// Of one name; a browser keeps one, and old keyrings leave a few.
constexpr size_t kItemsMax = 8;

struct Found {
  std::vector<std::string> open;
  std::vector<std::string> locked;
};

bool read_paths(sd_bus_message* reply, std::vector<std::string>& into) {
  if (sd_bus_message_enter_container(reply, 'a', "o") < 0) return false;
  const char* path = nullptr;
  int read = 0;
  while ((read = sd_bus_message_read(reply, "o", &path)) > 0)
    if (into.size() < kItemsMax) into.emplace_back(path);
  return read == 0 && sd_bus_message_exit_container(reply) >= 0;
}

// SearchItems(IN Dict<String,String> attributes, OUT Array<ObjectPath> unlocked, OUT … locked)
bool search(SessionBus& bus, const char* application, Found& found) {
  const Message reply = bus.call(kSecrets, "SearchItems", "a{ss}", 1, "application", application);
  return reply && read_paths(reply.get(), found.open) && read_paths(reply.get(), found.locked);
}

// OpenSession(IN String algorithm, IN Variant input, OUT Variant output, OUT ObjectPath result)
std::string open_session(SessionBus& bus) {
  const Message reply = bus.call(kSecrets, "OpenSession", "sv", "plain", "s", "");
  const char* session = nullptr;
  if (!reply || sd_bus_message_skip(reply.get(), "v") < 0 ||
      sd_bus_message_read(reply.get(), "o", &session) < 0)
    return {};
  return session;
}

// GetSecret(IN ObjectPath session, OUT Secret secret); Secret is (session, parameters, value,
// type).
Unread offer_item(SessionBus& bus, const std::string& item, const std::string& session,
                  const Keyring::Takes& takes) {
  const Message reply =
      bus.call({kService, item.c_str(), kItem}, "GetSecret", "o", session.c_str());
  if (!reply) return bus.last_refusal();
  const void* bytes = nullptr;
  size_t size = 0;
  if (sd_bus_message_enter_container(reply.get(), 'r', "oayays") < 0 ||
      sd_bus_message_skip(reply.get(), "oay") < 0 ||
      sd_bus_message_read_array(reply.get(), 'y', &bytes, &size) < 0 || size == 0 ||
      size > kPasswordBytesMax)
    return Unread::NotInKeyring;
  return takes({static_cast<const char*>(bytes), size}) ? Unread::No : Unread::NotInKeyring;
}

// Prompt(IN String window-id), then the signal Completed(Boolean dismissed, Variant result).
struct Completion {
  bool done = false;
  bool dismissed = true;
};

int on_completed(sd_bus_message* signal, void* completion, sd_bus_error*) {
  auto& told = *static_cast<Completion*>(completion);
  int dismissed = 1;
  if (sd_bus_message_read(signal, "b", &dismissed) >= 0) told.dismissed = dismissed != 0;
  told.done = true;
  return 0;
}

Unread prompt(SessionBus& bus, const char* path) {
  Completion completion;
  sd_bus_slot* added = nullptr;
  // NB: no sender in the rule. Who forges the signal gains that we ask a locked keyring once more.
  if (sd_bus_match_signal(bus.handle(), &added, nullptr, path, kPrompt, "Completed", on_completed,
                          &completion) < 0)
    return Unread::KeyringRefused;
  const Slot slot(added);
  const Target target = {kService, path, kPrompt};
  if (!bus.call(target, "Prompt", "s", "")) return bus.last_refusal();
  if (!bus.wait_until(completion.done)) {
    // A window that nobody waits for any more; no answer is needed.
    const Message dismiss = bus.new_call(target, "Dismiss");
    if (dismiss) sd_bus_send(bus.handle(), dismiss.get(), nullptr);
    sd_bus_flush(bus.handle());
    return Unread::KeyringTimedOut;
  }
  return completion.dismissed ? Unread::KeyringRefused : Unread::No;
}

// Unlock(IN Array<ObjectPath> objects, OUT Array<ObjectPath> unlocked, OUT ObjectPath prompt)
Unread unlock(SessionBus& bus, const std::vector<std::string>& items) {
  Message call = bus.new_call(kSecrets, "Unlock");
  if (!call || sd_bus_message_open_container(call.get(), 'a', "o") < 0) return Unread::NoKeyring;
  for (const std::string& item : items) sd_bus_message_append(call.get(), "o", item.c_str());
  sd_bus_message_close_container(call.get());
  const Message reply = bus.send(std::move(call));
  if (!reply) return bus.last_refusal();
  const char* path = nullptr;
  if (sd_bus_message_skip(reply.get(), "ao") < 0 ||
      sd_bus_message_read(reply.get(), "o", &path) < 0)
    return Unread::KeyringRefused;
  return std::string_view(path) == "/" ? Unread::No : prompt(bus, path);
}

// Of several reasons the one that the person can do something about.
Unread stronger(Unread a, Unread b) { return a == Unread::NotInKeyring ? b : a; }

}  // namespace

Unread offer_from_secret_service(SessionBus& bus, std::span<const SafeStorage> names,
                                 const Keyring::Takes& takes) {
  std::string session;
  Unread why_not = Unread::NotInKeyring;
  for (const SafeStorage& name : names) {
    Found found;
    if (!search(bus, name.application, found)) return bus.last_refusal();
    if (!found.locked.empty()) {
      const Unread locked =
          bus.prompts() == Prompts::Yes ? unlock(bus, found.locked) : Unread::KeyringLocked;
      why_not = stronger(why_not, locked == Unread::No ? Unread::NotInKeyring : locked);
      if (locked == Unread::No)
        found.open.insert(found.open.end(), found.locked.begin(), found.locked.end());
    }
    if (!found.open.empty() && session.empty()) session = open_session(bus);
    if (!found.open.empty() && session.empty()) return bus.last_refusal();
    for (const std::string& item : found.open) {
      const Unread answer = offer_item(bus, item, session, takes);
      if (answer == Unread::No) return Unread::No;
      why_not = stronger(why_not, answer);
    }
    if (why_not == Unread::KeyringTimedOut || why_not == Unread::KeyringRefused) return why_not;
  }
  return why_not;
}

}  // namespace glassjar::browsers::keyring

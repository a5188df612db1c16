// Calls with a deadline, and what their errors mean.
#include "browsers/keyring/session_bus.h"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "base/clock.h"

namespace glassjar::browsers::keyring {
namespace {

using cookies::Unread;
using std::chrono::microseconds;

uint64_t monotonic_us() {
  const auto now = SystemClock().monotonic().time_since_epoch();
  return static_cast<uint64_t>(std::chrono::duration_cast<microseconds>(now).count());
}

Unread meaning_of(int error, const sd_bus_error& told) {
  const std::string_view name = told.name == nullptr ? "" : told.name;
  if (error == -ETIMEDOUT || name == SD_BUS_ERROR_NO_REPLY || name == SD_BUS_ERROR_TIMEOUT)
    return Unread::KeyringTimedOut;
  if (name == SD_BUS_ERROR_ACCESS_DENIED || name == "org.freedesktop.Secret.Error.IsLocked")
    return name == SD_BUS_ERROR_ACCESS_DENIED ? Unread::KeyringRefused : Unread::KeyringLocked;
  return Unread::NoKeyring;
}

}  // namespace

SessionBus::SessionBus(BusHandle bus, Prompts prompts, microseconds time)
    : bus_(std::move(bus)),
      prompts_(prompts),
      deadline_us_(monotonic_us() + static_cast<uint64_t>(time.count())) {}

SessionBus SessionBus::open(Prompts prompts, microseconds time) {
  sd_bus* opened = nullptr;
  const bool is_connected = sd_bus_open_user(&opened) >= 0;
  SessionBus bus(BusHandle(opened), prompts, time);
  // The greeting has limits of its own, which are longer: here it is waited for.
  while (is_connected && bus.bus_) {
    const int ready = sd_bus_is_ready(bus.handle());
    if (ready > 0) return bus;
    const int processed = ready < 0 ? ready : sd_bus_process(bus.handle(), nullptr);
    if (processed < 0) break;
    if (processed > 0) continue;
    if (bus.left() <= microseconds(0)) {
      bus.refusal_ = Unread::KeyringTimedOut;
      break;
    }
    sd_bus_wait(bus.handle(), static_cast<uint64_t>(bus.left().count()));
  }
  bus.bus_.reset();
  return bus;
}

Message SessionBus::new_call(const Target& target, const char* method) {
  sd_bus_message* message = nullptr;
  if (sd_bus_message_new_method_call(handle(), &message, target.service, target.path,
                                     target.interface, method) < 0)
    return nullptr;
  sd_bus_message_set_auto_start(message, prompts_ == Prompts::Yes ? 1 : 0);
  return Message(message);
}

Message SessionBus::send(Message message) {
  refusal_ = Unread::NoKeyring;
  if (!message) return nullptr;
  if (left() <= microseconds(0)) {
    refusal_ = Unread::KeyringTimedOut;
    return nullptr;
  }
  sd_bus_error error = SD_BUS_ERROR_NULL;
  sd_bus_message* reply = nullptr;
  const int result =
      sd_bus_call(handle(), message.get(), static_cast<uint64_t>(left().count()), &error, &reply);
  if (result < 0) refusal_ = meaning_of(result, error);
  sd_bus_error_free(&error);
  if (result < 0) return nullptr;
  sd_bus_message_sensitive(reply);
  return Message(reply);
}

bool SessionBus::wait_until(const bool& done) {
  while (!done) {
    const int processed = sd_bus_process(handle(), nullptr);
    if (processed < 0) return false;
    if (processed > 0) continue;
    if (left() <= microseconds(0)) return false;
    if (sd_bus_wait(handle(), static_cast<uint64_t>(left().count())) < 0) return false;
  }
  return true;
}

microseconds SessionBus::left() const {
  const uint64_t now = monotonic_us();
  return microseconds(static_cast<int64_t>(deadline_us_ - std::min(now, deadline_us_)));
}

}  // namespace glassjar::browsers::keyring

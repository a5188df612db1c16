// A connection to the session's bus whose calls all end by one deadline. sd-bus in the terms of
// this folder; errors are what the keyring's absence or refusal means for a value.
#pragma once

#include <systemd/sd-bus.h>

#include <chrono>
#include <memory>

#include "browsers/keyring/desktop_keyring.h"
#include "cookies/item.h"

namespace glassjar::browsers::keyring {

struct CloseBus {
  void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
};
struct FreeMessage {
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
struct FreeSlot {
  void operator()(sd_bus_slot* slot) const { sd_bus_slot_unref(slot); }
};
using BusHandle = std::unique_ptr<sd_bus, CloseBus>;
using Message = std::unique_ptr<sd_bus_message, FreeMessage>;
using Slot = std::unique_ptr<sd_bus_slot, FreeSlot>;

// An object of a service with the interface that is spoken to.
struct Target {
  const char* service;
  const char* path;
  const char* interface;
};

class SessionBus {
 public:
  // The bus that $DBUS_SESSION_BUS_ADDRESS or $XDG_RUNTIME_DIR names; not usable (is_open) where
  // there is none or it did not greet in time.
  static SessionBus open(Prompts prompts, std::chrono::microseconds time);
  // A connection that is already made; in tests, to a service at its other end.
  SessionBus(BusHandle bus, Prompts prompts, std::chrono::microseconds time);

  bool is_open() const { return bus_ != nullptr; }
  Prompts prompts() const { return prompts_; }
  sd_bus* handle() const { return bus_.get(); }

  // Calls a method with arguments of the given D-Bus types, as sd_bus_message_append takes them.
  // Null on an error, which last_refusal() then tells. Starts a service only where the person
  // agreed to prompts. What is answered is wiped when it is freed.
  //
  // Arguments go through C's variable ones: pointers and numbers of exactly the types named.
  template <class... Args>
  Message call(const Target& target, const char* method, const char* types, Args... args) {
    Message message = new_call(target, method);
    if (message && sd_bus_message_append(message.get(), types, args...) < 0) message.reset();
    return send(std::move(message));
  }
  // For arguments that want a container: the call, to be filled and sent.
  Message new_call(const Target& target, const char* method);
  Message send(Message message);

  // Handles what comes in until `done` or the deadline; false at the deadline or at the bus's end.
  bool wait_until(const bool& done);

  cookies::Unread last_refusal() const { return refusal_; }

 private:
  std::chrono::microseconds left() const;

  BusHandle bus_;
  Prompts prompts_;
  uint64_t deadline_us_;  // of CLOCK_MONOTONIC
  cookies::Unread refusal_ = cookies::Unread::NoKeyring;
};

}  // namespace glassjar::browsers::keyring

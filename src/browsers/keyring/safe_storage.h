// The names under which each browser keeps its password.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace glassjar::browsers::keyring {

// A longer password is none that a browser made.
inline constexpr size_t kPasswordBytesMax = 4096;

// Zero-terminated, for D-Bus.
struct SafeStorage {
  std::string_view browser;  // Profile::browser
  const char* application;   // the attribute `application` of the Secret Service's item
  const char* folder;        // KWallet's folder
  const char* entry;         // KWallet's entry, also the label of the Secret Service's item
};

// Where a browser's password may be, likeliest first. Chromium's own names for a browser that is
// not known.
std::span<const SafeStorage> safe_storages_of(std::string_view browser);

}  // namespace glassjar::browsers::keyring

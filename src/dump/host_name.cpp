// libidn2's conversions, bounded and without its memory.
#include "dump/host_name.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

namespace glassjar::dump {
namespace {

constexpr size_t kBytesMax = 1024;  // 253 characters of four bytes at most

struct Free {
  void operator()(char* text) const { idn2_free(text); }
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

}  // namespace

Result<std::string> ascii_host(std::string_view host) {
  if (is_ascii(host)) return std::string(host);
  if (host.size() > kBytesMax || host.find('\0') != std::string_view::npos)
    return fail(ErrorCode::InvalidArgument, "no host name");
  char* converted = nullptr;
  const int result = idn2_to_ascii_8z(std::string(host).c_str(), &converted,
                                      IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
  const std::unique_ptr<char, Free> owned(converted);
  if (result != IDN2_OK)
    return fail(ErrorCode::InvalidArgument, "no host name: {}", idn2_strerror(result));
  return std::string(converted);
}

std::string unicode_host(std::string_view ascii) {
  if (ascii.size() > kBytesMax || ascii.find("xn--") == std::string_view::npos) return {};
  char* converted = nullptr;
  const int result = idn2_to_unicode_8z8z(std::string(ascii).c_str(), &converted, 0);
  const std::unique_ptr<char, Free> owned(converted);
  if (result != IDN2_OK || ascii == converted) return {};
  return converted;
}

}  // namespace glassjar::dump

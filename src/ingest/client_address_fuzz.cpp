// Any bytes as X-Forwarded-For and as Forwarded: the answer is an address.
#include "ingest/client_address.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glassjar::ingest;
  static const TrustedProxies proxies = TrustedProxies::loopback();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Forwarding& forwarding : {Forwarding{text, {}}, Forwarding{{}, text}}) {
    if (!Address::parse(client_address("127.0.0.1", forwarding, proxies))) __builtin_trap();
    if (const auto told = told_address(forwarding); !told.empty() && !Address::parse(told))
      __builtin_trap();
  }
  return 0;
}

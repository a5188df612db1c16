// Any bytes as a stored value under any store: judging, cutting and comparing stay within their
// bounds and agree with each other.
#include <string>

#include "base/encoding.h"
#include "cookies/identifier.h"
#include "cookies/registrable_domain.h"
#include "cookies/sharing.h"
#include "cookies/tracker.h"
#include "cookies/value_parts.h"
#include "cookies/who.h"

namespace {

using namespace glassjar::cookies;

void hold(bool condition) {
  if (!condition) __builtin_trap();
}

Item item_of(std::string_view text, uint8_t kind) {
  const size_t half = text.size() / 2;
  Item item;
  item.store = static_cast<Store>(kind % 12);
  item.profile = kind >> 7;
  item.host = std::string(text.substr(0, half));
  item.name = "https://a.test/" + item.host;
  item.value = std::string(text.substr(half));
  return item;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view domain = registrable_domain(text);
  hold(text.ends_with(domain) && (domain.empty() || registrable_domain(domain) == domain));
  hold(public_suffix(text).size() <= text.size());
  hold(parts_of(text).size() <= kPartsMax);
  hold(glassjar::percent_decoded(text).size() <= text.size());
  hold(entropy_bits(text) >= 0 && entropy_bits(text) <= 8.0 * 256);
  who_is(text);
  purpose_of(text, text);
  const Item item = item_of(text, data[0]);
  const Identifier verdict = identify(item);
  hold(!verdict.evidence.empty() && verdict.score >= 0 && verdict.score <= 100);
  Tokenizer tokenizer;
  for (const Token& token : tokenizer.tokens_of(item))
    hold(token.text.size() >= kIdentifierBytesMin && token.text.size() <= kTokenBytesMax);
  Trackers(nullptr).of_item(item);
  Item other = item;
  other.host = "b.test";
  other.store = Store::LocalStorage;
  const std::array both = {item, other};
  for (const Share& share : find_shares(both).shares) hold(share.owners.size() == 2);
  return 0;
}

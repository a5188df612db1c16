// Any bytes are an object or a refusal; asking for fields of it never fails otherwise.
#include "api/json_body.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto body =
      glassjar::api::read_object(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!body) return 0;
  static_cast<void>(glassjar::api::text_field(*body, "site", 253).has_value());
  static_cast<void>(glassjar::api::optional_text_field(*body, "path", 2'000).has_value());
  static_cast<void>(glassjar::api::optional_number_field(*body, "after").has_value());
  return 0;
}

// Signals: a browser's standing request not to be followed (Sec-GPC, DNT).
#pragma once

#include <algorithm>
#include <string_view>

namespace glassjar::consent {

// Whether this request field says so: `Sec-GPC: 1` (Global Privacy Control, section 3.2: the
// value is exactly "1") or `DNT: 1` (Tracking Preference Expression, section 5.2: begins with
// "1"; what follows never was used, so exactly "1" here too). Asked of every field of a request,
// so that of several fields of the name one is enough.
bool is_signal(std::string_view field_name, std::string_view field_value);

// Whether any of a request's fields does; each has a `name` and a `value`.
template <class Fields>
bool has_signal(const Fields& fields) {
  return std::any_of(fields.begin(), fields.end(),
                     [](const auto& field) { return is_signal(field.name, field.value); });
}

}  // namespace glassjar::consent

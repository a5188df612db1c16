// The shapes of what may name or admit a person where it has no business: e-mail addresses and
// tokens inside paths and other texts.
#pragma once

#include <string_view>

namespace glassjar::ingest {

// An '@' between something and a host name: "jo@example.org", "mailto:jo+x@example.org".
bool has_email_shape(std::string_view text);

// 20 characters or more of high entropy: UUIDs, hexadecimal, base64, JWTs, random ids; words and
// slugs made of words are not, however long. The measure is described in the source file.
bool has_token_shape(std::string_view text);

// Either, also behind one or two layers of percent-encoding.
bool may_name_a_person(std::string_view part);

}  // namespace glassjar::ingest

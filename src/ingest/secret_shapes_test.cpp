// Which parts of a path are taken for a person's address or for a token, and which are left.
#include "ingest/secret_shapes.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/random.h"

namespace glassjar::ingest {
namespace {

TEST(SecretShapes, leave_words_and_slugs) {
  for (const char* part : {"how-to-make-sourdough-bread-at-home",
                           "Donaudampfschifffahrtsgesellschaftskapitaen",
                           "rechtsschutzversicherungsgesellschaften",
                           "internationalization",
                           "css-html-js-npm-yarn-pnpm-esbuild-vite",
                           "howToMakeSourdoughBreadAtHome",
                           "GettingStartedWithTypeScript4WebDevelopers2024",
                           "XMLHttpRequestUploadProgressEvent",
                           "List_of_Presidents_of_the_United_States",
                           "COVID-19_pandemic_in_Germany",
                           "iphone-15-pro-max-vs-samsung-galaxy-s24-ultra-2024",
                           "my-post-title-3f2a9c81d7e4",
                           "2026-11-21-10-30-00-release-notes",
                           "org.springframework.boot.autoconfigure.jdbc",
                           "IMG_20240512_103000.jpg",
                           "przepis-na-chleb-na-zakwasie-krok-po-kroku",
                           "kuinka-leipoa-hapanleipaa-kotona",
                           "jak-upiec-chleb-zytni-na-zakwasie",
                           "la-ricetta-del-pane-fatto-in-casa",
                           "boulangerie-patisserie-traditionnelle",
                           "ISBN-978-3-16-148410-0",
                           "hope%20is%20not%20a%20strategy",
                           "is%2520it%2520done%2520yet%2520now",
                           "dQw4w9WgXcQ",
                           "B08N5WRWNW",
                           "@types",
                           "react@18.2.0",
                           "@jo"})
    EXPECT_FALSE(may_name_a_person(part)) << part;
}

TEST(SecretShapes, take_email_addresses_plain_and_encoded) {
  for (const char* part :
       {"jo@example.org", "mailto:jo@example.org", "jo%40example.org", "jo%2540example.org",
        "user-jo.smith+news@mail.example.co.uk-edit", "J%C3%B6rg@b%C3%BCcher.de", "jo@[192.0.2.1]",
        "jo%40example%2Eorg", "@jo@mastodon.social", "\"jo smith\"@example.org",
        "a,jo@example.org,b", "jo@xn--bcher-kva.example"})
    EXPECT_TRUE(may_name_a_person(part)) << part;
}

TEST(SecretShapes, take_tokens_by_their_form) {
  for (const char* part :
       {"550e8400-e29b-41d4-a716-446655440000", "550E8400-E29B-41D4-A716-446655440000",
        "order-550e8400-e29b-41d4-a716-446655440000-edit", "d41d8cd98f00b204e9800998ecf8427e",
        "reset-da39a3ee5e6b4b0d3255bfef95601890afd80709", "20240101123456789012",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0."
        "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV", "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms",
        "YWxhZGRpbjpvcGVuc2VzYW1lMTIzNA==", "cs_test_a1B2c3D4e5F6g7H8i9J0",
        "verify-Zm9vYmFyQmF6MTIzNDU2", "%35%35%30e8400-e29b-41d4-a716-446655440000",
        "xkqjwzvbnmtrplksdfghqzx", "-OAbcXYZ12qwERty90uI"})
    EXPECT_TRUE(may_name_a_person(part)) << part;
}

// Of 128 random bits in base64url at least 99.5% are told; in hexadecimal all are.
TEST(SecretShapes, take_random_tokens) {
  SeededRandom random(1);
  int missed = 0;
  for (int i = 0; i < 2'000; ++i) {
    missed += !has_token_shape(to_base64url(random.bytes<16>()));
    ASSERT_TRUE(has_token_shape(to_hex(random.bytes<16>())) ||
                to_hex(random.bytes<16>()).find_first_of("0123456789") == std::string::npos);
  }
  EXPECT_LE(missed, 10);
}

}  // namespace
}  // namespace glassjar::ingest

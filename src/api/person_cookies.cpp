// Reading and writing the two cookies.
#include "api/person_cookies.h"

#include <fmt/core.h>

namespace glassjar::api {
namespace {

constexpr std::string_view kNo = "no";

enum class Lifetime : uint8_t { BrowserRun, Kept };

std::string set_cookie(const Reach& reach, std::string_view name, std::string_view value,
                       Lifetime lifetime, seconds max_age = seconds(0)) {
  const std::string age =
      lifetime == Lifetime::Kept ? fmt::format("; Max-Age={}", max_age.count()) : std::string();
  return fmt::format("{}={}; Path=/{}{}; HttpOnly; SameSite=Lax", name, value, age,
                     reach.https ? "; Secure" : "");
}

std::string clear_cookie(const Reach& reach, std::string_view name) {
  return set_cookie(reach, name, "", Lifetime::Kept, seconds(0));
}

}  // namespace

std::string_view jar_cookie_name(bool https) { return https ? "__Host-jar" : "jar"; }

std::string_view choice_cookie_name(bool https) {
  return https ? "__Host-jar-choice" : "jar-choice";
}

consent::Browser browser_of(const net::Request& request, const Reach& reach) {
  return {.jar_cookie = std::string(request.cookie(jar_cookie_name(reach.https))),
          .said_no = request.cookie(choice_cookie_name(reach.https)) == kNo};
}

std::string jar_cookie(const Reach& reach, const consent::IssuedKey& key) {
  const bool is_for_visit = key.keep_for == storage::KeepFor::Visit;
  return set_cookie(reach, jar_cookie_name(reach.https), key.secret,
                    is_for_visit ? Lifetime::BrowserRun : Lifetime::Kept,
                    consent::duration_of(key.keep_for));
}

std::string no_jar_cookie(const Reach& reach) {
  return clear_cookie(reach, jar_cookie_name(reach.https));
}

std::string said_no_cookie(const Reach& reach) {
  return set_cookie(reach, choice_cookie_name(reach.https), kNo, Lifetime::Kept,
                    consent::kThirteenMonths);
}

std::string no_choice_cookie(const Reach& reach) {
  return clear_cookie(reach, choice_cookie_name(reach.https));
}

}  // namespace glassjar::api

// Handing over the ZIP file.
#include "api/jar_download.h"

#include "api/errors.h"

namespace glassjar::api {
namespace {

Result<net::Response> download(const net::Request& request, PersonSide& side) {
  const Caller caller = TRY(caller_of_body(request, side));
  std::string zip = TRY(side.jar.download(*caller.site, caller.browser));
  net::Response response{.content_type = "application/zip", .body = std::move(zip)};
  response.with("Content-Disposition", "attachment; filename=\"jar.zip\"");
  return response.with("Cache-Control", "no-store");
}

}  // namespace

net::Response jar_download(const net::Request& request, PersonSide& side) {
  return answer(download(request, side), request);
}

}  // namespace glassjar::api

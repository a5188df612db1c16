// Imports over HTTP.
#include "api/imports.h"

#include <boost/json.hpp>
#include <charconv>
#include <string>

#include "api/errors.h"
#include "api/json_body.h"

namespace glassjar::api {
namespace {

namespace json = boost::json;

constexpr size_t kHostBytesMax = 253;
constexpr size_t kFormatBytesMax = 40;

Result<net::Response> begin(ingest::AccessLogImports& imports, const net::Request& request) {
  const json::object body = TRY(read_object(request.body));
  const std::string site = TRY(text_field(body, "site", kHostBytesMax));
  const std::string format = TRY(text_field(body, "format", kFormatBytesMax));
  const std::string fingerprint =
      TRY(text_field(body, "fingerprint", ingest::AccessLogImports::kFingerprintBytesMax));
  const ingest::BegunImport begun = TRY(imports.begin(site, format, fingerprint));
  return json_answer(200, {{"import", begun.id}, {"lines_done", begun.lines_done}});
}

Result<uint64_t> first_line(const net::Request& request) {
  const std::string_view text = request.field("X-First-Line");
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size())
    return fail(ErrorCode::InvalidArgument, "X-First-Line: want the first line's number, from 0");
  return number;
}

Result<net::Response> add_lines(ingest::AccessLogImports& imports, const net::Request& request) {
  const uint64_t first = TRY(first_line(request));
  const uint64_t done =
      TRY(imports.add_lines(std::string(request.param("id")), first, request.body));
  return json_answer(200, {{"lines_done", done}});
}

Result<net::Response> finish(ingest::AccessLogImports& imports, const net::Request& request) {
  const ingest::ImportCounts counts = TRY(imports.finish(std::string(request.param("id"))));
  json::object skipped;
  for (const auto& [reason, count] : counts.skipped) skipped[reason] = count;
  return json_answer(
      200, {{"lines", counts.lines}, {"pageviews", counts.pageviews}, {"skipped", skipped}});
}

}  // namespace

net::Response begin_import(ingest::AccessLogImports& imports, const net::Request& request) {
  return answer(begin(imports, request), request);
}

net::Response add_import_lines(ingest::AccessLogImports& imports, const net::Request& request) {
  return answer(add_lines(imports, request), request);
}

net::Response finish_import(ingest::AccessLogImports& imports, const net::Request& request) {
  return answer(finish(imports, request), request);
}

}  // namespace glassjar::api

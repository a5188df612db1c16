// Choosing an asset's encoding and telling whether the client has it (RFC 9110 sections 12, 13).
#include "net/static_files.h"

#include <fmt/format.h>

#include <string>

#include "base/ascii.h"

namespace glassjar::net {
namespace {

struct Choice {
  std::string_view encoding;  // empty: identity
  std::string_view bytes;
};

// Whether the weight says "not acceptable": q=0, q=0.0 and so on.
bool is_refused(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = trimmed(cut_until(parameters, ';'));
    const std::string_view name = trimmed(cut_until(value, '='));
    if (!equal_ignoring_case(name, "q")) continue;
    value = trimmed(value);
    return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

// `*` stands for every coding that is not named (section 12.5.3).
bool accepts(std::string_view accept_encoding, std::string_view coding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    std::string_view parameters = cut_until(accept_encoding, ',');
    const std::string_view name = trimmed(cut_until(parameters, ';'));
    if (equal_ignoring_case(name, coding)) return !is_refused(parameters);
    if (name == "*") any = !is_refused(parameters);
  }
  return any;
}

Choice choose(const Asset& asset, const Request& request) {
  const std::string_view accepted = request.field("Accept-Encoding");
  if (!asset.brotli.empty() && accepts(accepted, "br")) return {"br", asset.brotli};
  if (!asset.gzip.empty() && accepts(accepted, "gzip")) return {"gzip", asset.gzip};
  return {"", asset.identity};
}

// Section 8.8.3: each encoding is a representation of its own, with a tag of its own.
std::string tag_of(const Asset& asset, std::string_view encoding) {
  return encoding.empty() ? fmt::format("\"{}\"", asset.etag)
                          : fmt::format("\"{}-{}\"", asset.etag, encoding);
}

// Section 13.1.2, by weak comparison.
bool matches(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    std::string_view candidate = trimmed(cut_until(if_none_match, ','));
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == tag) return true;
  }
  return false;
}

}  // namespace

Response serve_asset(const Asset& asset, const Request& request) {
  const Choice choice = choose(asset, request);
  const std::string tag = tag_of(asset, choice.encoding);
  Response response;
  response.with("ETag", tag)
      .with("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!asset.gzip.empty() || !asset.brotli.empty()) response.with("Vary", "Accept-Encoding");
  if (matches(request.field("If-None-Match"), tag)) {
    response.status = 304;
    return response;
  }
  if (!choice.encoding.empty()) response.with("Content-Encoding", std::string(choice.encoding));
  response.content_type = asset.content_type;
  response.static_body = choice.bytes;
  return response;
}

}  // namespace glassjar::net

// A request as filter lists see it: its address, the page it belongs to, what it is for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace glassjar::filters {

// What a request is for, in the words of filter options.
enum class RequestType : uint8_t {
  Document,  // a page itself, at the top
  Subdocument,
  Stylesheet,
  Script,
  Image,
  Font,
  Media,
  Object,
  Xhr,  // XMLHttpRequest and fetch
  Ping,
  Websocket,
  Popup,  // a page that another page opened
  Other,
  // The type is not known, or the question is about a host rather than a request: a rule for a host
  // alone blocks whatever its types; others, and exceptions, count only if they are for all
  // ordinary types ("$ping,third-party" says nothing about a host).
  Any,
};

// A set of types, one bit each.
using TypeSet = uint16_t;

constexpr TypeSet set_of(RequestType type) {
  constexpr TypeSet kAll = (TypeSet{1} << static_cast<int>(RequestType::Any)) - 1;
  constexpr TypeSet kPages =
      (1 << static_cast<int>(RequestType::Document)) | (1 << static_cast<int>(RequestType::Popup));
  return type == RequestType::Any ? TypeSet{kAll & ~kPages}
                                  : static_cast<TypeSet>(1 << static_cast<int>(type));
}
// What a rule without type options is for.
constexpr TypeSet kOrdinaryTypes = set_of(RequestType::Any);

// "script", "xhr", "xmlhttprequest", "fetch", "css", …: as filter options and browsers spell them,
// lower case.
std::optional<RequestType> parse_request_type(std::string_view name);

// The views need to live only as long as the call that takes the request.
struct Request {
  // Absolute. What is beyond kUrlBytesMax is not looked at.
  std::string_view url;
  // Host of the page that the request belongs to, lower case; empty if there is none or it is not
  // known.
  std::string_view source_host;
  // Registrable domains of the request's and of the page's host (the host itself where it has
  // none), lower case. They decide between first and third party; without a page it is third.
  std::string_view site;
  std::string_view source_site;
  RequestType type = RequestType::Any;
};

constexpr size_t kUrlBytesMax = 8192;

// Where the host of an absolute URL lies, without user and port: [begin, end). An empty range at
// the end of the scheme when it has none ("data:").
struct HostRange {
  size_t begin = 0;
  size_t end = 0;
};
HostRange host_range(std::string_view url);
std::string_view host_of(std::string_view url);

}  // namespace glassjar::filters

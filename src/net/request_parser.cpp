// The request parser on Beast's basic_parser, which reads the head and chunked bodies.
//
// The buffer holds [begin_, end_): the current request's head at begin_, then its body or what
// is not yet parsed of it, then bytes that came early. The head is given to Beast only once it
// is whole, so nothing moves while views are out.
#include "net/request_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/check.h"

namespace glassjar::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using BeastView = boost::beast::string_view;

constexpr size_t kBufferBytesFirst = 4 << 10;
// Kept free behind a head for its body: bounds a chunk's header with its extensions, and the
// trailer section.
constexpr size_t kBodyRoomBytes = 4 << 10;
// A body buffer larger than this is given back after its request.
constexpr size_t kBodyBytesKept = 64 << 10;
constexpr size_t kFieldsUsual = 24;

std::string_view view(BeastView text) { return {text.data(), text.size()}; }

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::Get;
    case http::verb::head:
      return Method::Head;
    case http::verb::post:
      return Method::Post;
    case http::verb::put:
      return Method::Put;
    case http::verb::delete_:
      return Method::Delete;
    case http::verb::options:
      return Method::Options;
    default:
      return Method::Other;
  }
}

// Collects what Beast finds in one message. What Beast tolerates and we do not is noted here
// and judged by judge_head().
class BeastParser final : public http::basic_parser<true> {
 public:
  BeastParser(const ParserLimits& limits, std::string_view head, std::vector<Field>& fields,
              std::string& body)
      : limits_(limits), head_end_(head.data() + head.size()), fields_(fields), body_(body) {
    // Field lines end within the head, whose size is bounded before Beast sees it.
    header_limit(static_cast<uint32_t>(limits.header_bytes_max + 1));
    body_limit(boost::none);
  }

  http::verb verb = http::verb::unknown;
  int version = 11;
  std::string_view target;
  std::string_view transfer_encoding;
  std::string_view expect;
  int hosts = 0;
  int content_lengths = 0;
  int transfer_encodings = 0;
  bool list_in_content_length = false;
  bool folded = false;
  bool too_many_fields = false;
  bool body_too_large = false;
  size_t body_bytes_max = 0;

 private:
  void on_request_impl(http::verb found, BeastView, BeastView text, int number,
                       error_code& ec) override {
    verb = found;
    version = number;
    target = view(text);
    ec = {};
  }
  void on_response_impl(int, BeastView, int, error_code& ec) override { ec = {}; }

  void on_field_impl(http::field name, BeastView text, BeastView value, error_code& ec) override {
    ec = {};
    if (is_header_done()) return;  // a trailer field: read past, never merged into the fields
    if (fields_.size() == limits_.fields_max) {
      too_many_fields = true;
      ec = http::error::header_limit;
      return;
    }
    if (is_folded(view(text), view(value))) folded = true;
    fields_.push_back({view(text), view(value)});
    if (name == http::field::host) ++hosts;
    if (name == http::field::expect) expect = view(value);
    if (name == http::field::transfer_encoding) {
      ++transfer_encodings;
      transfer_encoding = view(value);
    }
    if (name == http::field::content_length) {
      ++content_lengths;
      if (value.find(',') != BeastView::npos) list_in_content_length = true;
    }
  }

  // A value may go on over lines that begin with a space (obs-fold, RFC 9112 section 5.2). Beast
  // joins those in a buffer of its own, outside the head, or skips first lines that are empty.
  bool is_folded(std::string_view name, std::string_view value) const {
    const char* const name_end = name.data() + name.size();
    if (std::less<>()(value.data(), name_end) || std::less<>()(head_end_, value.data()))
      return true;
    return std::find(name_end, value.data(), '\r') != value.data();
  }

  void on_header_impl(error_code& ec) override { ec = {}; }
  void on_body_init_impl(const boost::optional<uint64_t>&, error_code& ec) override { ec = {}; }
  size_t on_body_impl(BeastView body, error_code& ec) override {
    ec = {};
    return body.size();
  }
  void on_chunk_header_impl(uint64_t size, BeastView, error_code& ec) override {
    ec = {};
    if (size > body_bytes_max - body_.size()) {
      body_too_large = true;
      ec = http::error::body_limit;
    }
  }
  size_t on_chunk_body_impl(uint64_t, BeastView part, error_code& ec) override {
    ec = {};
    body_.append(part.data(), part.size());
    return part.size();
  }
  void on_finish_impl(error_code& ec) override { ec = {}; }

  const ParserLimits& limits_;
  const char* const head_end_;
  std::vector<Field>& fields_;
  std::string& body_;
};

// The path of the request target: origin-form as it is, absolute-form (RFC 9112 section 3.2.2)
// without scheme and authority.
std::string_view origin_form(std::string_view target) {
  if (!target.empty() && target.front() == '/') return target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const size_t path = target.find('/', scheme.size());
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
  }
  return target;
}

// RFC 9112 section 2.2: a lone LF must not be taken for a line end by one reader and not by the
// next one.
bool has_bare_lf(std::string_view text, size_t from) {
  for (size_t at = text.find('\n', from); at != std::string_view::npos;
       at = text.find('\n', at + 1))
    if (at == 0 || text[at - 1] != '\r') return true;
  return false;
}

}  // namespace

class RequestParser::Impl {
 public:
  explicit Impl(const ParserLimits& limits) : limits_(limits), buffer_(kBufferBytesFirst) {
    fields_.reserve(std::min(kFieldsUsual, limits.fields_max));
  }

  std::span<char> room() {
    if (phase_ == Phase::Head) {
      make_room_for_head();
    } else if (phase_ == Phase::Body) {
      drop_parsed_body();
    }
    return {buffer_.data() + end_, buffer_.size() - end_};
  }

  void filled(size_t bytes) {
    CHECK(bytes <= buffer_.size() - end_);
    end_ += bytes;
    if (phase_ == Phase::Body) body_bytes_received_ += bytes;
  }

  Step advance() {
    switch (phase_) {
      case Phase::Head:
        return read_head();
      case Phase::Body:
        return beast_->chunked() ? read_chunks() : read_body();
      case Phase::Whole:
        return Step::Whole;
      case Phase::Refused:
        return Step::Refused;
    }
    return Step::Refused;
  }

  void set_body_limit(size_t bytes_max) { beast_->body_bytes_max = bytes_max; }

  void next() {
    CHECK(phase_ == Phase::Whole);
    begin_ = cursor_;
    if (begin_ == end_) begin_ = end_ = 0;
    scanned_ = 0;
    phase_ = Phase::Head;
    fields_.clear();
    if (body_.capacity() > kBodyBytesKept) std::string().swap(body_);
    body_.clear();
    body_bytes_received_ = 0;
  }

  Request& request() { return request_; }
  const Refusal& refusal() const { return refusal_; }
  bool begun() const { return phase_ != Phase::Head || begin_ != end_; }
  bool keep_alive() const { return phase_ == Phase::Whole && beast_->keep_alive(); }
  bool is_http_1_0() const { return beast_ && beast_->version == 10; }
  bool awaits_continue() const {
    return phase_ == Phase::Body && !beast_->expect.empty() && beast_->version == 11 &&
           body_bytes_received_ == 0;
  }
  size_t body_bytes_received() const { return body_bytes_received_; }

 private:
  enum class Phase { Head, Body, Whole, Refused };

  void make_room_for_head() {
    if (begin_ > 0 && buffer_.size() - end_ < kBufferBytesFirst / 2) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  }

  // The head stays where it is; what is parsed of the body makes room.
  void drop_parsed_body() {
    const size_t head_end = begin_ + head_bytes_;
    if (body_in_place_ || cursor_ == head_end) return;
    std::memmove(buffer_.data() + head_end, buffer_.data() + cursor_, end_ - cursor_);
    end_ -= cursor_ - head_end;
    cursor_ = head_end;
  }

  Step read_head() {
    while (end_ - begin_ >= 2 && scanned_ == 0 && std::memcmp(at(begin_), "\r\n", 2) == 0)
      begin_ += 2;  // RFC 9112 section 2.2: an empty line before the request line is ignored
    const std::string_view bytes(at(begin_), end_ - begin_);
    const size_t blank = bytes.find("\r\n\r\n", scanned_);
    if (blank == std::string_view::npos) return wait_for_head(bytes);
    head_bytes_ = blank + 4;
    if (head_bytes_ > limits_.header_bytes_max) return refuse_long_head(bytes);
    // Nothing may move once Beast has handed out views, so the body's room is made now.
    const size_t wanted = begin_ + head_bytes_ + kBodyRoomBytes;
    if (buffer_.size() < wanted && end_ < wanted) buffer_.resize(wanted);
    return parse_head();
  }

  Step wait_for_head(std::string_view bytes) {
    if (bytes.size() > limits_.header_bytes_max) return refuse_long_head(bytes);
    if (has_bare_lf(bytes, scanned_)) return refuse(400, "a line does not end in CR LF");
    scanned_ = bytes.size() < 3 ? 0 : bytes.size() - 3;
    return Step::NeedMore;
  }

  Step refuse_long_head(std::string_view bytes) {
    const bool line_ends = bytes.substr(0, limits_.target_bytes_max).find("\r\n") != bytes.npos;
    return line_ends ? refuse(431, "the request's fields are too large")
                     : refuse(414, "the request target is too long");
  }

  Step parse_head() {
    const std::string_view head(at(begin_), head_bytes_);
    beast_.emplace(limits_, head, fields_, body_);
    error_code error;
    const size_t used = beast_->put({head.data(), head.size()}, error);
    if (beast_->too_many_fields) return refuse(431, "the request has too many fields");
    if (error == http::error::bad_version) return refuse(505, "the HTTP version is not supported");
    if (error && has_bare_lf(head, 0)) return refuse(400, "a line does not end in CR LF");
    if (error) return refuse(400, "the request is not well-formed HTTP");
    CHECK(used == head_bytes_ && beast_->is_header_done());
    if (const Refusal found = judge_head(); !found.reason.empty())
      return refuse(found.status, found.reason);
    fill_request();
    cursor_ = begin_ + head_bytes_;
    phase_ = Phase::Body;
    body_bytes_received_ = end_ - cursor_;
    return Step::Head;
  }

  // What one reader takes for one request and another for two is refused (RFC 9112 section 11.2).
  // NB: stricter than the RFC asks: equal Content-Lengths are refused too, and every transfer
  // coding but a single "chunked".
  Refusal judge_head() const {
    const BeastParser& beast = *beast_;
    if (beast.target.size() > limits_.target_bytes_max)
      return {414, "the request target is too long"};
    if (beast.folded) return {400, "a field is folded over several lines"};
    if (beast.hosts > 1 || (beast.hosts == 0 && beast.version == 11))
      return {400, "the request must have one Host field"};
    if (beast.content_lengths > 1 || beast.list_in_content_length)
      return {400, "the request has several lengths"};
    const bool is_chunked = beast.transfer_encodings == 1 && beast.version == 11 &&
                            equal_ignoring_case(beast.transfer_encoding, "chunked");
    if (beast.transfer_encodings > 0 && !is_chunked)
      return {400, "the transfer encoding is not supported"};
    if (!beast.expect.empty() && !equal_ignoring_case(beast.expect, "100-continue"))
      return {417, "the expectation cannot be met"};
    return {};
  }

  void fill_request() {
    request_.method = method_of(beast_->verb);
    request_.target = beast_->target;
    const std::string_view origin = origin_form(beast_->target);
    const size_t mark = origin.find('?');
    request_.path = origin.substr(0, mark);
    request_.query = mark == origin.npos ? std::string_view() : origin.substr(mark + 1);
    request_.fields = fields_;
    request_.body = {};
    request_.params.clear();
    // Decided once, so that reading on cannot change where the body is.
    const auto length = beast_->content_length();
    body_length_ = length ? *length : 0;
    body_in_place_ = !beast_->chunked() && body_length_ <= buffer_.size() - begin_ - head_bytes_;
  }

  Step read_body() {
    if (body_length_ > beast_->body_bytes_max) return refuse(413, "the body is too large");
    const size_t length = static_cast<size_t>(body_length_);
    if (body_in_place_) {
      if (end_ - cursor_ < length) return Step::NeedMore;
      return whole({at(cursor_), length}, length);
    }
    const size_t taken = std::min(end_ - cursor_, length - body_.size());
    body_.append(at(cursor_), taken);
    cursor_ += taken;
    return body_.size() < length ? Step::NeedMore : whole(body_, 0);
  }

  Step read_chunks() {
    beast_->eager(true);
    while (!beast_->is_done()) {
      error_code error;
      cursor_ += beast_->put({at(cursor_), end_ - cursor_}, error);
      if (beast_->body_too_large) return refuse(413, "the body is too large");
      if (error == http::error::need_more || (!error && cursor_ == end_ && !beast_->is_done()))
        return wait_for_chunk();
      if (error) return refuse(400, "the chunked body is not well-formed");
    }
    return whole(body_, 0);
  }

  Step wait_for_chunk() {
    const size_t room_bytes = buffer_.size() - begin_ - head_bytes_;
    if (end_ - cursor_ == room_bytes) return refuse(400, "a chunk's header is too long");
    return Step::NeedMore;
  }

  Step whole(std::string_view body, size_t bytes_in_buffer) {
    request_.body = body;
    cursor_ += bytes_in_buffer;
    phase_ = Phase::Whole;
    return Step::Whole;
  }

  Step refuse(int status, std::string_view reason) {
    refusal_ = {status, reason};
    phase_ = Phase::Refused;
    return Step::Refused;
  }

  const char* at(size_t offset) const { return buffer_.data() + offset; }

  const ParserLimits limits_;
  std::vector<char> buffer_;
  size_t begin_ = 0;       // of the current request
  size_t end_ = 0;         // of the bytes read
  size_t scanned_ = 0;     // bytes of the head known not to end it
  size_t head_bytes_ = 0;  // once it is whole
  size_t cursor_ = 0;      // in Body: the first byte not parsed; in Whole: the next request
  uint64_t body_length_ = 0;
  bool body_in_place_ = false;
  size_t body_bytes_received_ = 0;
  Phase phase_ = Phase::Head;
  std::optional<BeastParser> beast_;
  std::vector<Field> fields_;
  std::string body_;  // of a chunked body, or one larger than the buffer
  Request request_;
  Refusal refusal_;
};

RequestParser::RequestParser(const ParserLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
RequestParser::~RequestParser() = default;
std::span<char> RequestParser::room() { return impl_->room(); }
void RequestParser::filled(size_t bytes) { impl_->filled(bytes); }
RequestParser::Step RequestParser::advance() { return impl_->advance(); }
void RequestParser::set_body_limit(size_t bytes_max) { impl_->set_body_limit(bytes_max); }
void RequestParser::next() { impl_->next(); }
Request& RequestParser::request() { return impl_->request(); }
const RequestParser::Refusal& RequestParser::refusal() const { return impl_->refusal(); }
bool RequestParser::begun() const { return impl_->begun(); }
bool RequestParser::keep_alive() const { return impl_->keep_alive(); }
bool RequestParser::is_http_1_0() const { return impl_->is_http_1_0(); }
bool RequestParser::awaits_continue() const { return impl_->awaits_continue(); }
size_t RequestParser::body_bytes_received() const { return impl_->body_bytes_received(); }

}  // namespace glassjar::net

// The binary form of log entries. docs/formats.md describes it byte by byte.
//
// Every value has exactly one form, so what decodes encodes back to the same bytes.
#include "storage/log_entry.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "base/check.h"
#include "storage/varint.h"

namespace glassjar::storage {
namespace {

using model::Event;
using model::EventKind;
using model::Tier;

constexpr uint8_t kVersion = 1;
constexpr size_t kChecksumBytes = 4;
constexpr size_t kHeaderBytes = 2;  // version and kind

enum class Kind : uint8_t { Events = 0, Choice = 1, Removal = 2, Import = 3 };

// The flags byte of an event: kind in bits 0-1, tier in bits 2-3, then these.
constexpr uint8_t kInteractive = 1 << 4;
constexpr uint8_t kHasPageLoad = 1 << 5;
constexpr uint8_t kHasVisitor = 1 << 6;
constexpr uint8_t kHasEngagement = 1 << 7;

// The texts of an event in the order of their presence bits: the often present ones first.
constexpr size_t kNameBit = 2;
constexpr size_t kPropsBit = 17;
template <class E>
auto texts_of(E& event) {
  auto& a = event.attributes;
  return std::array{&event.hostname, &event.path,   &event.name,     &a.browser,
                    &a.os,           &a.device,     &a.country,      &a.channel,
                    &a.source,       &a.referrer,   &a.os_version,   &a.browser_version,
                    &a.utm_source,   &a.utm_medium, &a.utm_campaign, &a.utm_content,
                    &a.utm_term};
}

// Names that are not written, because the kind says them.
std::string_view usual_name(EventKind kind) {
  switch (kind) {
    case EventKind::Pageview:
      return "pageview";
    case EventKind::Engagement:
      return "engagement";
    case EventKind::Custom:
      return "";
  }
  CHECK(false);
}

bool has_engagement(const Event& event) {
  return event.engagement_ms != 0 || event.scroll_depth != model::kNoScrollDepth;
}

uint64_t presence_of(const Event& event) {
  uint64_t present = event.props.empty() ? 0 : uint64_t{1} << kPropsBit;
  const auto texts = texts_of(event);
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::string_view left_out = i == kNameBit ? usual_name(event.kind) : "";
    if (*texts[i] != left_out) present |= uint64_t{1} << i;
  }
  return present;
}

// Writes into a buffer that is large enough for all that follows.
class Writer {
 public:
  explicit Writer(std::string& out) : begin_(out.data()), at_(out.data()) {}

  void byte(uint8_t value) { *at_++ = static_cast<char>(value); }
  void number(uint64_t value) { at_ = put_varint(at_, value); }
  void signed_number(int64_t value) { number(zigzag(value)); }
  void fixed64(uint64_t value) { fixed(value, 8); }
  void fixed32(uint32_t value) { fixed(value, 4); }
  void text(std::string_view value) {
    CHECK(value.size() <= std::numeric_limits<uint32_t>::max());
    number(value.size());
    std::memcpy(at_, value.data(), value.size());
    at_ += value.size();
  }
  std::string_view written() const { return {begin_, static_cast<size_t>(at_ - begin_)}; }

 private:
  void fixed(uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) byte(static_cast<uint8_t>(value >> (8 * i)));
  }
  char* begin_;
  char* at_;
};

// Upper bounds of what is written, close enough that little of the buffer stays unused.
constexpr size_t kTextLengthBytesMax = 5;
constexpr size_t kEventNumbersBytesMax = 64;

size_t room_for(const std::string& text) {
  return text.empty() ? 1 : text.size() + kTextLengthBytesMax;
}

size_t room_for(const Event& event) {
  size_t bytes = kEventNumbersBytesMax;
  for (const std::string* text : texts_of(event)) bytes += room_for(*text);
  for (const auto& [key, value] : event.props) bytes += room_for(key) + room_for(value);
  return bytes;
}

size_t room_for(const std::vector<Event>& events) {
  size_t bytes = kVarintBytesMax;
  for (const Event& event : events) bytes += room_for(event);
  return bytes;
}

void write_event(Writer& out, const Event& event) {
  const uint64_t present = presence_of(event);
  out.byte(static_cast<uint8_t>(
      static_cast<uint8_t>(event.kind) | static_cast<uint8_t>(event.tier) << 2 |
      (event.interactive ? kInteractive : 0) | (is_set(event.page_load) ? kHasPageLoad : 0) |
      (is_set(event.visitor) ? kHasVisitor : 0) | (has_engagement(event) ? kHasEngagement : 0)));
  out.number(number(event.site));
  out.signed_number(event.time.time_since_epoch().count());
  out.signed_number(event.day.time_since_epoch().count());
  out.signed_number(event.utc_offset.count());
  if (is_set(event.page_load)) out.fixed64(number(event.page_load));
  if (is_set(event.visitor)) out.fixed64(number(event.visitor));
  if (has_engagement(event)) {
    out.number(event.engagement_ms);
    out.byte(event.scroll_depth);
  }
  out.number(present);
  const auto texts = texts_of(event);
  for (size_t i = 0; i < texts.size(); ++i)
    if (present >> i & 1) out.text(*texts[i]);
  if (event.props.empty()) return;
  out.number(event.props.size());
  for (const auto& [key, value] : event.props) {
    out.text(key);
    out.text(value);
  }
}

void write_events(Writer& out, const std::vector<Event>& events) {
  out.number(events.size());
  for (const Event& event : events) write_event(out, event);
}

size_t room_for(const EventsLogged& entry) { return room_for(entry.events); }
size_t room_for(const ChoiceLogged&) { return 3 * kVarintBytesMax; }
size_t room_for(const RemovalLogged&) { return 4 * kVarintBytesMax; }
size_t room_for(const ImportLogged& entry) {
  return kVarintBytesMax + room_for(entry.import_id) + room_for(entry.resume_state) +
         room_for(entry.events);
}

void write(Writer& out, const EventsLogged& entry) {
  out.byte(static_cast<uint8_t>(Kind::Events));
  write_events(out, entry.events);
}

void write(Writer& out, const ChoiceLogged& entry) {
  out.byte(static_cast<uint8_t>(Kind::Choice));
  out.number(number(entry.site));
  out.fixed64(number(entry.page_load));
  out.fixed64(number(entry.visitor));
}

void write(Writer& out, const RemovalLogged& entry) {
  out.byte(static_cast<uint8_t>(Kind::Removal));
  out.number(number(entry.erasure));
  out.number(number(entry.site));
  out.fixed64(number(entry.visitor));
  out.byte(static_cast<uint8_t>(entry.how));
}

void write(Writer& out, const ImportLogged& entry) {
  out.byte(static_cast<uint8_t>(Kind::Import));
  out.number(number(entry.site));
  out.text(entry.import_id);
  out.text(entry.resume_state);
  write_events(out, entry.events);
}

uint32_t checksum(std::string_view bytes) {
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  return static_cast<uint32_t>(crc32_z(0, data, bytes.size()));
}

// Reads from the front; after the first thing that does not fit, everything reads as zero and
// ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}

  bool ok() const { return ok_; }
  size_t left() const { return in_.size(); }
  void refuse_unless(bool condition) { ok_ = ok_ && condition; }

  uint8_t byte() { return static_cast<uint8_t>(fixed(1)); }
  uint64_t fixed64() { return fixed(8); }
  uint32_t fixed32() { return static_cast<uint32_t>(fixed(4)); }
  uint64_t number(uint64_t most = std::numeric_limits<uint64_t>::max()) {
    const std::optional<uint64_t> value = ok_ ? take_varint(in_) : std::nullopt;
    ok_ = value.has_value() && *value <= most;
    return ok_ ? *value : 0;
  }
  template <class Whole>
  Whole signed_number() {
    const int64_t value = unzigzag(number());
    ok_ = ok_ && value >= std::numeric_limits<Whole>::min() &&
          value <= std::numeric_limits<Whole>::max();
    return ok_ ? static_cast<Whole>(value) : Whole{0};
  }
  // A count of things that take at least `bytes_each` each, so that no allocation outgrows the
  // payload by more than a constant factor.
  size_t count(size_t bytes_each) { return number(left() / bytes_each); }
  std::string_view text() {
    const size_t size = number();
    ok_ = ok_ && size <= in_.size();
    if (!ok_) return {};
    const std::string_view value = in_.substr(0, size);
    in_.remove_prefix(size);
    return value;
  }

 private:
  uint64_t fixed(size_t bytes) {
    ok_ = ok_ && in_.size() >= bytes;
    if (!ok_) return 0;
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; ++i)
      value |= uint64_t{static_cast<unsigned char>(in_[i])} << (8 * i);
    in_.remove_prefix(bytes);
    return value;
  }

  std::string_view in_;
  bool ok_ = true;
};

constexpr size_t kEventBytesMin = 6;  // flags and five one-byte numbers
constexpr size_t kPropBytesMin = 2;

template <class Id>
Id read_set_id(Reader& in) {
  const uint64_t value = in.fixed64();
  in.refuse_unless(value != 0);
  return Id{value};
}

template <class Id>
Id read_small_id(Reader& in) {
  using Number = std::underlying_type_t<Id>;
  return Id{static_cast<Number>(in.number(std::numeric_limits<Number>::max()))};
}

void read_texts(Reader& in, Event& event) {
  const uint64_t present = in.number((uint64_t{2} << kPropsBit) - 1);
  const auto texts = texts_of(event);
  event.name = usual_name(event.kind);
  for (size_t i = 0; i < texts.size(); ++i) {
    if ((present >> i & 1) == 0) continue;
    const std::string_view value = in.text();
    in.refuse_unless(value != *texts[i]);
    *texts[i] = value;
  }
  if ((present >> kPropsBit & 1) == 0) return;
  const size_t props = in.count(kPropBytesMin);
  in.refuse_unless(props > 0);
  event.props.reserve(props);
  for (size_t i = 0; i < props && in.ok(); ++i) {
    const std::string_view key = in.text();
    event.props.emplace_back(key, in.text());
  }
}

Event read_event(Reader& in) {
  Event event;
  const uint8_t flags = in.byte();
  const uint8_t kind = flags & 3;
  const uint8_t tier = flags >> 2 & 3;
  in.refuse_unless(kind <= static_cast<uint8_t>(EventKind::Engagement) &&
                   tier <= static_cast<uint8_t>(Tier::Remembered));
  if (!in.ok()) return event;
  event.kind = static_cast<EventKind>(kind);
  event.tier = static_cast<Tier>(tier);
  event.interactive = (flags & kInteractive) != 0;
  event.site = read_small_id<model::SiteId>(in);
  event.time = TimePoint(microseconds(in.signed_number<microseconds::rep>()));
  event.day = LocalDay(days(in.signed_number<days::rep>()));
  event.utc_offset = minutes(in.signed_number<int32_t>());
  if ((flags & kHasPageLoad) != 0) event.page_load = read_set_id<model::PageLoadId>(in);
  if ((flags & kHasVisitor) != 0) event.visitor = read_set_id<model::VisitorId>(in);
  if ((flags & kHasEngagement) != 0) {
    event.engagement_ms = static_cast<uint32_t>(in.number(std::numeric_limits<uint32_t>::max()));
    event.scroll_depth = in.byte();
    in.refuse_unless(has_engagement(event));
  }
  read_texts(in, event);
  return event;
}

std::vector<Event> read_events(Reader& in) {
  const size_t count = in.count(kEventBytesMin);
  std::vector<Event> events;
  events.reserve(count);
  for (size_t i = 0; i < count && in.ok(); ++i) events.push_back(read_event(in));
  return events;
}

ChoiceLogged read_choice(Reader& in) {
  ChoiceLogged entry;
  entry.site = read_small_id<model::SiteId>(in);
  entry.page_load = model::PageLoadId{in.fixed64()};
  entry.visitor = model::VisitorId{in.fixed64()};
  return entry;
}

RemovalLogged read_removal(Reader& in) {
  RemovalLogged entry;
  entry.erasure = read_small_id<model::ErasureId>(in);
  entry.site = read_small_id<model::SiteId>(in);
  entry.visitor = model::VisitorId{in.fixed64()};
  const uint8_t how = in.byte();
  in.refuse_unless(how <= static_cast<uint8_t>(RemovalLogged::How::Unlink));
  if (in.ok()) entry.how = static_cast<RemovalLogged::How>(how);
  return entry;
}

ImportLogged read_import(Reader& in) {
  ImportLogged entry;
  entry.site = read_small_id<model::SiteId>(in);
  entry.import_id = in.text();
  entry.resume_state = in.text();
  entry.events = read_events(in);
  return entry;
}

LogEntry read_entry(Reader& in) {
  switch (in.byte()) {
    case static_cast<uint8_t>(Kind::Events):
      return EventsLogged{read_events(in)};
    case static_cast<uint8_t>(Kind::Choice):
      return read_choice(in);
    case static_cast<uint8_t>(Kind::Removal):
      return read_removal(in);
    case static_cast<uint8_t>(Kind::Import):
      return read_import(in);
    default:
      in.refuse_unless(false);
      return EventsLogged{};
  }
}

}  // namespace

std::string encode(const LogEntry& entry) {
  const size_t room = std::visit([](const auto& e) { return room_for(e); }, entry);
  std::string payload(kHeaderBytes + room + kChecksumBytes, '\0');
  Writer out(payload);
  out.byte(kVersion);
  std::visit([&out](const auto& e) { write(out, e); }, entry);
  out.fixed32(checksum(out.written()));
  CHECK(out.written().size() <= payload.size());
  payload.resize(out.written().size());
  return payload;
}

Result<LogEntry> decode_log_entry(std::string_view payload) {
  if (payload.size() < kHeaderBytes + kChecksumBytes)
    return fail(ErrorCode::DataLoss, "decode a log entry: {} bytes are too few", payload.size());
  Reader checksum_in(payload.substr(payload.size() - kChecksumBytes));
  payload.remove_suffix(kChecksumBytes);
  if (checksum_in.fixed32() != checksum(payload))
    return fail(ErrorCode::DataLoss, "decode a log entry: its checksum does not match");
  Reader in(payload);
  if (const uint8_t version = in.byte(); version != kVersion)
    return fail(ErrorCode::DataLoss, "decode a log entry: unknown version {}", version);
  LogEntry entry = read_entry(in);
  if (!in.ok() || in.left() != 0)
    return fail(ErrorCode::DataLoss, "decode a log entry: it is not what encode() writes");
  return entry;
}

uint32_t width_of(const LogEntry& entry) {
  size_t events = 0;
  if (const auto* logged = std::get_if<EventsLogged>(&entry)) events = logged->events.size();
  if (const auto* import = std::get_if<ImportLogged>(&entry)) events = import->events.size();
  CHECK(events <= std::numeric_limits<uint32_t>::max());
  return std::max<uint32_t>(1, static_cast<uint32_t>(events));
}

}  // namespace glassjar::storage

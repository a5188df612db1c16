// Imports: resume states, and the way of a line to an event.
#include "ingest/import.h"

#include <sodium.h>

#include <boost/json.hpp>

#include <algorithm>
#include <variant>

#include "base/encoding.h"
#include "ingest/access_log_format.h"
#include "storage/log_entry.h"

namespace glassjar::ingest {
namespace {

namespace json = boost::json;

using Secret = std::array<uint8_t, 32>;
constexpr size_t kIdBytes = 16;

// The salts of an import: each day's is derived from the secret, so that the visitors of two days
// cannot be linked without it.
class DerivedSalts final : public SaltSource {
 public:
  explicit DerivedSalts(const Secret& secret) : secret_(secret) {}
  ~DerivedSalts() override { sodium_memzero(secret_.data(), secret_.size()); }

  LocalDay day_in_force(const sites::KnownSite&, LocalDay day) override { return day; }

  Salt salt_of(const sites::KnownSite& site, LocalDay day) override {
    const std::string name = std::to_string(number(site.record.id)) + " " + to_iso(day);
    const auto bytes = as_bytes(name);
    Salt salt{};
    crypto_generichash(salt.data(), salt.size(), bytes.data(), bytes.size(), secret_.data(),
                       secret_.size());
    return salt;
  }

 private:
  Secret secret_;
};

std::string id_of(model::SiteId site, std::string_view fingerprint) {
  const std::string name = std::to_string(number(site)) + " " +
                           std::string(AccessLogImports::kFormat) + " " + std::string(fingerprint);
  const auto bytes = as_bytes(name);
  std::array<uint8_t, kIdBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  return to_hex(hash);
}

json::object json_of(const ImportCounts& counts) {
  json::object skipped;
  for (const auto& [reason, count] : counts.skipped) skipped[reason] = count;
  return {{"lines", counts.lines}, {"pageviews", counts.pageviews}, {"skipped", skipped}};
}

Result<uint64_t> number_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  boost::system::error_code error;
  const uint64_t found = value ? value->to_number<uint64_t>(error) : 0;
  if (!value || error)
    return fail(ErrorCode::DataLoss, "read an import's resume state: no number {}", key);
  return found;
}

std::string_view first_line_of(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void remove_first_line(std::string_view& text) {
  text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
}

// The text without its first `count` lines; InvalidArgument for too many lines.
Result<std::string_view> lines_from(std::string_view text, uint64_t count) {
  const auto ends = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
  if (ends > AccessLogImports::kLinesAtOnceMax)
    return fail(ErrorCode::InvalidArgument, "lines: at most {} at once",
                AccessLogImports::kLinesAtOnceMax);
  for (; count > 0 && !text.empty(); --count) remove_first_line(text);
  return text;
}

// The page view of a line, or the name of the reason why there is none.
using Line = std::variant<model::Event, std::string_view>;

Line event_of(std::string_view line, const Context& context, const sites::KnownSite& site) {
  const auto request = parse_log_line(line);
  const auto skip = request ? why_no_page_view(*request) : LogSkip::Malformed;
  if (skip) return name(*skip);
  const Sender sender{.address = request->address,
                      .user_agent = request->user_agent,
                      .trusted = true,
                      .imported = true};
  const std::string& host = request->host.empty() ? site.record.host : request->host;
  const bool is_absolute = !request->target.starts_with('/');
  const Incoming incoming{.domain = site.record.host,
                          .name = "pageview",
                          .url = is_absolute ? request->target : "http://" + host + request->target,
                          .referrer = request->referrer,
                          .time = request->time};
  Outcome outcome = process(context, sender, incoming, site);
  if (const auto* dropped = std::get_if<Dropped>(&outcome)) return model::name(dropped->reason);
  return std::move(std::get<Accepted>(outcome).event);
}

}  // namespace

// What an import's record keeps. The secret is not in the parts that go through the spool.
struct AccessLogImports::State {
  ImportCounts counts;
  std::optional<Secret> secret;

  std::string text() const {
    json::object object = json_of(counts);
    if (secret) object["secret"] = to_hex(*secret);
    return json::serialize(object);
  }

  static Result<State> parse(const std::string& text) {
    boost::system::error_code error;
    const json::value value = json::parse(text, error);
    if (error || !value.is_object())
      return fail(ErrorCode::DataLoss, "read an import's resume state: no JSON object");
    const json::object& object = value.get_object();
    State state;
    state.counts.lines = TRY(number_in(object, "lines"));
    state.counts.pageviews = TRY(number_in(object, "pageviews"));
    if (const json::value* skipped = object.if_contains("skipped"); skipped && skipped->is_object())
      for (const auto& reason : skipped->get_object())
        state.counts.skipped[reason.key()] = TRY(number_in(skipped->get_object(), reason.key()));
    if (const json::value* secret = object.if_contains("secret"); secret && secret->is_string()) {
      const auto bytes = from_hex(secret->get_string());
      if (!bytes || bytes->size() != Secret{}.size())
        return fail(ErrorCode::DataLoss, "read an import's resume state: bad secret");
      std::copy(bytes->begin(), bytes->end(), state.secret.emplace().begin());
    }
    return state;
  }
};

AccessLogImports::AccessLogImports(const Context& context, storage::RecordStore& records,
                                   storage::Spool& spool, Loader& loader, Random& random)
    : context_(context),
      records_(records),
      spool_(spool),
      loader_(loader),
      random_(random),
      parts_below_(spool.next_seq()) {}

Result<storage::Import> AccessLogImports::read_record(const std::string& id) {
  std::optional<storage::Import> record;
  TRY(records_.read([&](storage::Transaction& transaction) -> Result<void> {
    record = TRY(transaction.imports().by_id(id));
    return {};
  }));
  if (!record) return fail(ErrorCode::NotFound, "import \"{}\": unknown", id.substr(0, 64));
  return *record;
}

Result<void> AccessLogImports::save(storage::Import record, const State& state, bool finished) {
  record.resume_state = state.text();
  record.finished = finished;
  return records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    return transaction.imports().put(record);
  });
}

Result<void> AccessLogImports::wait_until_stored(uint64_t seq) {
  if (loader_.wait_until_applied(seq, kLoadWaitMax)) return {};
  return fail(ErrorCode::Unavailable, "import: earlier lines are not stored yet; try again later");
}

Result<BegunImport> AccessLogImports::begin(std::string_view host, std::string_view format,
                                            std::string_view fingerprint) {
  if (format != kFormat) return fail(ErrorCode::InvalidArgument, "format: want \"{}\"", kFormat);
  if (fingerprint.empty() || fingerprint.size() > kFingerprintBytesMax)
    return fail(ErrorCode::InvalidArgument, "fingerprint: want 1 to {} bytes",
                kFingerprintBytesMax);
  const auto site = context_.sites.find(host);
  if (!site) return fail(ErrorCode::NotFound, "site \"{}\": unknown", host);
  const std::string id = id_of(site->record.id, fingerprint);
  auto parts_below = parts_below_.lock();
  TRY(wait_until_stored(*parts_below));
  const Result<storage::Import> record = read_record(id);
  if (record) {
    const State state = TRY(State::parse(record->resume_state));
    return BegunImport{id, state.counts.lines};
  }
  if (record.error().code != ErrorCode::NotFound) return unexpected<Error>(record.error());
  const State fresh{.secret = random_.bytes<Secret{}.size()>()};
  TRY(save({.id = id, .site = site->record.id, .began = context_.clock.now()}, fresh,
           /*finished=*/false));
  return BegunImport{id, 0};
}

Result<uint64_t> AccessLogImports::add_lines(const std::string& id, uint64_t first_line,
                                             std::string_view text) {
  auto parts_below = parts_below_.lock();
  TRY(wait_until_stored(*parts_below));
  storage::Import record = TRY(read_record(id));
  State state = TRY(State::parse(record.resume_state));
  const uint64_t done_before = state.counts.lines;
  if (first_line > done_before)
    return fail(ErrorCode::InvalidArgument, "X-First-Line: the next line is number {}, from 0",
                done_before);
  text = TRY(lines_from(text, done_before - first_line));
  if (text.empty()) return done_before;
  if (record.finished) return fail(ErrorCode::Conflict, "import \"{}\": it is finished", id);
  std::vector<model::Event> events = TRY(read_lines(text, record, state));
  if (events.empty()) {
    TRY(save(std::move(record), state, /*finished=*/false));
    return state.counts.lines;
  }
  const State part{.counts = state.counts};
  const storage::LogEntry entry = storage::ImportLogged{.site = record.site,
                                                        .import_id = id,
                                                        .resume_state = part.text(),
                                                        .events = std::move(events)};
  const uint32_t width = storage::width_of(entry);
  const uint64_t seq = TRY(spool_.append_and_wait(storage::encode(entry), width));
  *parts_below = seq + width;
  return state.counts.lines;
}

Result<std::vector<model::Event>> AccessLogImports::read_lines(std::string_view text,
                                                               const storage::Import& record,
                                                               State& state) {
  const auto site = context_.sites.find(record.site);
  if (!site) return fail(ErrorCode::NotFound, "import \"{}\": its site is gone", record.id);
  if (!state.secret) return fail(ErrorCode::DataLoss, "import \"{}\": no secret", record.id);
  DerivedSalts salts(*state.secret);
  const Context context{.sites = context_.sites,
                        .remembered = context_.remembered,
                        .salts = salts,
                        .user_agents = context_.user_agents,
                        .countries = context_.countries,
                        .sources = context_.sources,
                        .clock = context_.clock};
  std::vector<model::Event> events;
  while (!text.empty()) {
    const Line line = event_of(first_line_of(text), context, *site);
    ++state.counts.lines;
    if (const auto* event = std::get_if<model::Event>(&line)) {
      ++state.counts.pageviews;
      events.push_back(*event);
    } else {
      ++state.counts.skipped[std::string(std::get<std::string_view>(line))];
    }
    remove_first_line(text);
  }
  return events;
}

Result<ImportCounts> AccessLogImports::finish(const std::string& id) {
  auto parts_below = parts_below_.lock();
  TRY(wait_until_stored(*parts_below));
  storage::Import record = TRY(read_record(id));
  State state = TRY(State::parse(record.resume_state));
  if (!record.finished) {
    state.secret.reset();
    TRY(save(std::move(record), state, /*finished=*/true));
  }
  TRY(records_.purge());  // of a finished one too: a crash may have come between
  return state.counts;
}

// The secret stays as the record has it; a part that is already noted changes nothing.
Result<void> AccessLogImports::rows_stored(const std::string& id, const std::string& resume_state) {
  const State part = TRY(State::parse(resume_state));
  return records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    std::optional<storage::Import> record = TRY(transaction.imports().by_id(id));
    if (!record || record->finished) return {};
    State state = TRY(State::parse(record->resume_state));
    if (state.counts.lines >= part.counts.lines) return {};
    state.counts = part.counts;
    record->resume_state = state.text();
    return transaction.imports().put(*record);
  });
}

}  // namespace glassjar::ingest

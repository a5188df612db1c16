// Reading of golden files, line by line.
#include "golden_file.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "base/file.h"
#include "visit_assigner.h"

namespace glassjar::queries {
namespace {

using model::Event;
using model::EventKind;

constexpr model::SiteId kSite{1};

// The words of a line; quotes keep spaces: `source="Hacker News"`.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  bool quoted = false;
  bool inside = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += c;
    }
  }
  return words;
}

std::map<std::string, std::string model::Attributes::*> attribute_names() {
  using A = model::Attributes;
  return {{"referrer", &A::referrer},
          {"source", &A::source},
          {"channel", &A::channel},
          {"utm_source", &A::utm_source},
          {"utm_medium", &A::utm_medium},
          {"utm_campaign", &A::utm_campaign},
          {"utm_content", &A::utm_content},
          {"utm_term", &A::utm_term},
          {"country", &A::country},
          {"device", &A::device},
          {"browser", &A::browser},
          {"os", &A::os},
          {"browser_version", &A::browser_version},
          {"os_version", &A::os_version}};
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : path_(path.string()) {}

  GoldenFile read(const std::string& text) {
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
      ++line_;
      if (line == "events" || line == "question" || line == "answer") {
        section_ = line;
        if (line == "question") file_.asked.push_back({.note = std::exchange(note_, "")});
        if (line == "answer" && file_.asked.empty()) refuse("an answer without a question");
      } else {
        take(line);
      }
      if (file_.asked.empty()) file_.preamble += line + "\n";
    }
    if (file_.asked.empty()) refuse("no question");
    return std::move(file_);
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    std::fprintf(stderr, "%s:%d: %s\n", path_.c_str(), line_, why.c_str());
    std::abort();
  }

  void take(const std::string& line) {
    if (section_ == "question") {
      file_.asked.back().question += line + "\n";
    } else if (section_ == "answer") {
      if (line.starts_with('#')) {
        note_ += line + "\n";
      } else if (!line.empty()) {
        file_.asked.back().answer += line + "\n";
      }
    } else if (!line.empty() && line[0] != '#') {
      section_ == "events" ? take_event(words_of(line)) : take_header(words_of(line));
    }
  }

  // site HOST zone ZONE [floor K]  |  now TIME
  void take_header(const std::vector<std::string>& words) {
    if (words.size() >= 4 && words[0] == "site" && words[2] == "zone") {
      file_.site = {.id = kSite, .host = words[1], .zone = words[3], .floor = 1};
      if (words.size() == 6 && words[4] == "floor")
        file_.site.floor = static_cast<uint32_t>(std::stoul(words[5]));
      zone_ = model::Zone::find(words[3]).value();
    } else if (words.size() == 2 && words[0] == "now") {
      file_.now = time_of(words[1]);
    } else {
      refuse("want: site HOST zone ZONE floor K, or: now TIME");
    }
  }

  // On the site's clocks, or with Z or an offset where these show a time twice.
  TimePoint time_of(const std::string& text) const {
    if (const Result<TimePoint> time = parse_time(text)) return *time;
    const Result<TimePoint> local = parse_time(text + "Z");
    if (!local) refuse(text + " is no time");
    return zone_->instant_of(LocalTime(local->time_since_epoch()));
  }

  // "-" has no id, "jar:NAME" is remembered, all others get an id a day.
  void put_visitor(Event& event, const std::string& name) {
    if (name == "-") {
      event.tier = model::Tier::Signal;
      return;
    }
    const bool remembered = name.starts_with("jar:");
    event.tier = remembered ? model::Tier::Remembered : model::Tier::Anonymous;
    const std::string key = remembered ? name : name + to_iso(event.day);
    event.visitor = model::VisitorId{visitors_.emplace(key, visitors_.size() + 1).first->second};
  }

  void put_attribute(Event& event, const std::string& word) const {
    static const auto names = attribute_names();
    const size_t equals = word.find('=');
    const std::string key = word.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (const auto found = names.find(key); found != names.end()) {
      event.attributes.*(found->second) = value;
    } else if (key == "host") {
      event.hostname = value;
    } else if (key == "ms") {
      event.engagement_ms = static_cast<uint32_t>(std::stoul(value));
    } else if (key == "scroll") {
      event.scroll_depth = static_cast<uint8_t>(std::stoul(value));
    } else if (key == "interactive") {
      event.interactive = true;
    } else {
      refuse("unknown attribute " + key);
    }
  }

  // TIME VISITOR KIND PATH [KEY=VALUE...]
  void take_event(const std::vector<std::string>& words) {
    if (words.size() < 4) refuse("want: TIME VISITOR KIND PATH [KEY=VALUE...]");
    if (words[0] == "time") return;  // the head of the table
    Event event{.seq = ++seq_, .site = kSite, .time = time_of(words[0])};
    event.day = zone_->day_of(event.time);
    event.utc_offset = zone_->offset_at(event.time);
    event.name = words[2];
    event.kind = words[2] == "pageview"     ? EventKind::Pageview
                 : words[2] == "engagement" ? EventKind::Engagement
                                            : EventKind::Custom;
    event.path = words[3];
    event.hostname = file_.site.host;
    put_visitor(event, words[1]);
    for (size_t i = 4; i < words.size(); ++i) put_attribute(event, words[i]);
    if (auto row = assigner_.assign(std::move(event))) file_.rows.push_back(std::move(*row));
  }

  std::string path_;
  int line_ = 0;
  std::string section_;
  std::string note_;  // of the next question
  GoldenFile file_;
  std::optional<model::Zone> zone_;
  std::map<std::string, uint64_t> visitors_;
  uint64_t seq_ = 0;
  VisitAssigner assigner_;
};

}  // namespace

GoldenFile read_golden_file(const std::filesystem::path& path) {
  return Reader(path).read(read_file(path).value());
}

void write_golden_file(const std::filesystem::path& path, const GoldenFile& file) {
  std::ofstream out(path);
  out << file.preamble;
  for (size_t i = 0; i < file.asked.size(); ++i)
    out << (i == 0 ? "" : "\n") << file.asked[i].note << "question\n"
        << file.asked[i].question << "answer\n"
        << file.asked[i].answer;
}

}  // namespace glassjar::queries

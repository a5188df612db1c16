// A pattern is a list of segments with "*" between them: the first one lies where the anchor says,
// each further one at the first place behind it. No later place of an earlier segment could help.
#include "filters/pattern.h"

#include <algorithm>

#include "base/ascii.h"
#include "filters/text.h"

namespace glassjar::filters {
namespace {

constexpr size_t kNowhere = std::string_view::npos;

// Where `segment` ends if it lies at `at`. "^" also matches the end of the URL, taking nothing.
size_t end_of_segment_at(std::string_view segment, std::string_view url, size_t at) {
  for (const char c : segment) {
    if (at == url.size()) {
      if (c != '^') return kNowhere;
      continue;
    }
    if (c == '^' ? !is_separator(url[at]) : c != url[at]) return kNowhere;
    ++at;
  }
  return at;
}

// The first place at or behind `from` where `segment` lies; its end goes into `end`.
size_t find_segment(std::string_view segment, std::string_view url, size_t from, size_t& end) {
  const std::string_view literal = segment.substr(0, segment.find('^'));
  for (size_t at = from; at <= url.size(); ++at) {
    at = literal.empty() ? at : url.find(literal, at);
    if (at == kNowhere) return kNowhere;
    end = end_of_segment_at(segment, url, at);
    if (end != kNowhere) return at;
  }
  return kNowhere;
}

// Whether `segment` lies somewhere behind `from` and reaches the end of the URL.
bool lies_at_end(std::string_view segment, std::string_view url, size_t from) {
  const size_t at = url.size() - std::min(segment.size(), url.size());
  for (size_t start = std::max(from, at); start <= url.size(); ++start)
    if (end_of_segment_at(segment, url, start) == url.size()) return true;
  return false;
}

// Whether the segments of `rest` follow in order from `at` on.
bool rest_matches(std::string_view rest, bool end_anchor, std::string_view url, size_t at) {
  while (!rest.empty()) {
    const std::string_view segment = cut_until(rest, '*');
    if (rest.empty() && end_anchor) return lies_at_end(segment, url, at);
    size_t end = at;
    if (find_segment(segment, url, at, end) == kNowhere) return false;
    at = end;
  }
  return true;
}

bool matches_at(const Glob& glob, std::string_view url, size_t at) {
  std::string_view rest = glob.pattern;
  const std::string_view first = cut_until(rest, '*');
  const size_t end = end_of_segment_at(first, url, at);
  if (end == kNowhere) return false;
  if (rest.empty()) return !glob.end_anchor || end == url.size();
  return rest_matches(rest, glob.end_anchor, url, end);
}

}  // namespace

bool matches(const Glob& glob, std::string_view url, HostRange host) {
  if (glob.anchor == Anchor::None) return rest_matches(glob.pattern, glob.end_anchor, url, 0);
  if (glob.anchor == Anchor::Start) return matches_at(glob, url, 0);
  for (size_t at = host.begin; at < host.end; ++at) {
    if (matches_at(glob, url, at)) return true;
    at = url.find('.', at);
    if (at == kNowhere) return false;
  }
  return false;
}

bool host_is_within(std::string_view host, std::string_view wanted) {
  if (!host.ends_with(wanted)) return false;
  return host.size() == wanted.size() || host[host.size() - wanted.size() - 1] == '.';
}

}  // namespace glassjar::filters

// Evaluation of filters on single rows, every comparison by RE2 so that case folds alike
// everywhere.
#include "storage/memory/event_filter.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/check.h"

namespace glassjar::storage::memory {
namespace {

using model::Dimension;

enum class PageIs { OfTheRow, EntryOfTheVisit };

const std::string kEmpty;

RE2::Options options_for(const Condition& condition) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(condition.case_sensitive);
  options.set_literal(condition.op != Condition::Operator::Matches);
  options.set_dot_nl(true);
  return options;
}

}  // namespace

const std::string& text_of(Dimension dimension, const RowInVisit& of) {
  const model::Attributes& a = of.row->attributes;
  switch (dimension) {
    case Dimension::Page:
      return of.row->path;
    case Dimension::EventName:
      return of.row->name;
    case Dimension::Hostname:
      return of.row->hostname;
    case Dimension::EntryPage:
      return of.visit ? of.visit->entry_page : kEmpty;
    case Dimension::ExitPage:
      return of.visit ? of.visit->exit_page : kEmpty;
    case Dimension::Source:
      return a.source;
    case Dimension::Referrer:
      return a.referrer;
    case Dimension::Channel:
      return a.channel;
    case Dimension::UtmSource:
      return a.utm_source;
    case Dimension::UtmMedium:
      return a.utm_medium;
    case Dimension::UtmCampaign:
      return a.utm_campaign;
    case Dimension::UtmContent:
      return a.utm_content;
    case Dimension::UtmTerm:
      return a.utm_term;
    case Dimension::Country:
      return a.country;
    case Dimension::Device:
      return a.device;
    case Dimension::Browser:
      return a.browser;
    case Dimension::BrowserVersion:
      return a.browser_version;
    case Dimension::Os:
      return a.os;
    case Dimension::OsVersion:
      return a.os_version;
    case Dimension::TimeHour:
    case Dimension::TimeDay:
    case Dimension::TimeWeek:
    case Dimension::TimeMonth:
      break;
  }
  CHECK(false);  // times are grouped by, never compared with
}

struct EventFilter::Node {
  const Filter* filter = nullptr;
  std::vector<std::unique_ptr<Node>> children;
  std::vector<std::unique_ptr<RE2>> patterns;  // of a leaf, one a value

  static Result<std::unique_ptr<Node>> compile(const Filter& filter) {
    auto node = std::make_unique<Node>();
    node->filter = &filter;
    for (const Filter& child : filter.children) node->children.push_back(TRY(compile(child)));
    if (filter.kind != Filter::Kind::Leaf) return node;
    for (const std::string& value : filter.condition.values) {
      auto pattern = std::make_unique<RE2>(value, options_for(filter.condition));
      if (!pattern->ok())
        return fail(ErrorCode::InvalidArgument, "read the pattern \"{}\": {}", value,
                    pattern->error());
      node->patterns.push_back(std::move(pattern));
    }
    return node;
  }

  bool leaf_passes(const RowInVisit& row, PageIs page) const {
    const Condition& condition = filter->condition;
    const bool by_entry = page == PageIs::EntryOfTheVisit && condition.dimension == Dimension::Page;
    const std::string& text = text_of(by_entry ? Dimension::EntryPage : condition.dimension, row);
    const bool any = std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
      return condition.op == Condition::Operator::Is ? RE2::FullMatch(text, *pattern)
                                                     : RE2::PartialMatch(text, *pattern);
    });
    return any != condition.negated;
  }

  bool passes(const RowInVisit& row, PageIs page) const {
    const auto child_passes = [&](const auto& child) { return child->passes(row, page); };
    switch (filter->kind) {
      case Filter::Kind::All:
        return std::all_of(children.begin(), children.end(), child_passes);
      case Filter::Kind::Any:
        return std::any_of(children.begin(), children.end(), child_passes);
      case Filter::Kind::Not:
        return !child_passes(children.front());
      case Filter::Kind::Leaf:
        return leaf_passes(row, page);
    }
    CHECK(false);
  }
};

Result<EventFilter> EventFilter::compile(const Filter& filter) {
  return EventFilter(TRY(Node::compile(filter)));
}

EventFilter::EventFilter(std::unique_ptr<Node> root) : root_(std::move(root)) {}
EventFilter::EventFilter(EventFilter&&) noexcept = default;
EventFilter::~EventFilter() = default;

bool EventFilter::passes(const RowInVisit& row) const {
  return root_->passes(row, PageIs::OfTheRow);
}

bool EventFilter::passes_by_entry(const RowInVisit& row) const {
  return root_->passes(row, PageIs::EntryOfTheVisit);
}

}  // namespace glassjar::storage::memory

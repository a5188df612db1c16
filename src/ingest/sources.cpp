// The list of known places and the rules of channels: GA4's default channel group, in its order,
// with a channel of their own for assistants.
#include "ingest/sources.h"

#include <libpsl.h>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>

#include "base/ascii.h"
#include "base/check.h"
#include "ingest/embedded.h"
#include "ingest/tsv.h"

namespace glassjar::ingest {
namespace {

struct KindName {
  std::string_view name;
  SourceKind kind;
};
constexpr KindName kKinds[] = {
    {"other", SourceKind::Other},         {"search", SourceKind::Search},
    {"social", SourceKind::Social},       {"video", SourceKind::Video},
    {"email", SourceKind::Email},         {"shopping", SourceKind::Shopping},
    {"assistant", SourceKind::Assistant}, {"news", SourceKind::News},
};

SourceKind kind_named(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                         [&](const KindName& kind) { return kind.name == name; });
  CHECK(found != std::end(kKinds));
  return found->kind;
}

template <class Function>
void for_each_word(std::string_view list, Function function) {
  while (!list.empty()) function(cut_until(list, ','));
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// What a click id alone says about where the visit came from.
std::string_view clicked_at(ClickId id) {
  switch (id) {
    case ClickId::None:
      return "";
    case ClickId::Google:
      return "Google";
    case ClickId::Microsoft:
      return "Bing";
    case ClickId::Meta:
      return "Facebook";
    case ClickId::TikTok:
      return "TikTok";
    case ClickId::X:
      return "X";
    case ClickId::LinkedIn:
      return "LinkedIn";
    case ClickId::Yandex:
      return "Yandex";
  }
  CHECK(false);
}

// These platforms add their id to links that nobody paid for, too.
bool is_paid_click(ClickId id) {
  return id == ClickId::Google || id == ClickId::Microsoft || id == ClickId::Yandex;
}

bool is_paid_medium(std::string_view medium) {
  return contains(medium, "cp") || medium.starts_with("paid") ||
         is_one_of(medium, {"ppc", "retargeting"});
}

std::string_view paid_channel(SourceKind kind, std::string_view campaign) {
  if (kind == SourceKind::Shopping || contains(campaign, "shopping")) return "Paid Shopping";
  if (kind == SourceKind::Search) return "Paid Search";
  if (kind == SourceKind::Social) return "Paid Social";
  if (kind == SourceKind::Video) return "Paid Video";
  return "Paid Other";
}

// The channel that the campaign's medium names, whatever the source; empty for none.
std::string_view channel_of_medium(std::string_view medium) {
  struct Rule {
    std::initializer_list<std::string_view> mediums;
    std::string_view channel;
  };
  static const Rule kRules[] = {
      {{"display", "banner", "expandable", "interstitial", "cpm"}, "Display"},
      {{"social", "social-network", "social-media", "sm", "social network", "social media"},
       "Organic Social"},
      {{"video"}, "Organic Video"},
      {{"organic"}, "Organic Search"},
      {{"email", "e-mail", "e_mail", "e mail", "newsletter"}, "Email"},
      {{"affiliate", "affiliates"}, "Affiliates"},
      {{"audio", "podcast"}, "Audio"},
      {{"sms"}, "SMS"},
      {{"push", "mobile", "notification"}, "Mobile Push Notifications"},
      {{"referral", "app", "link"}, "Referral"},
  };
  for (const Rule& rule : kRules)
    if (is_one_of(medium, rule.mediums)) return rule.channel;
  return "";
}

std::string_view channel_of_kind(SourceKind kind) {
  switch (kind) {
    case SourceKind::Search:
      return "Organic Search";
    case SourceKind::Social:
      return "Organic Social";
    case SourceKind::Video:
      return "Organic Video";
    case SourceKind::Email:
      return "Email";
    case SourceKind::Shopping:
      return "Organic Shopping";
    case SourceKind::Assistant:
      return "AI Assistants";
    case SourceKind::News:
    case SourceKind::Other:
      return "Referral";
  }
  CHECK(false);
}

std::string_view channel_of(SourceKind kind, const Arrival& arrival, bool is_direct) {
  const std::string medium = lowered(arrival.campaign.medium);
  const std::string campaign = lowered(arrival.campaign.campaign);
  if (contains(campaign, "cross-network")) return "Cross-network";
  if (medium == "cpm") return "Display";
  if (is_paid_medium(medium)) return paid_channel(kind, campaign);
  if (is_paid_click(arrival.click_id) && kind == SourceKind::Search) return "Paid Search";
  if (const auto channel = channel_of_medium(medium); !channel.empty()) return channel;
  return is_direct ? "Direct" : channel_of_kind(kind);
}

}  // namespace

Sources::Sources() {
  for_each_tsv_line(embedded::sources(), [this](const TsvFields& fields) {
    const Known known{std::string(fields[0]), kind_named(fields[1])};
    for_each_word(fields[2], [&](std::string_view host) { hosts_.emplace(host, known); });
    for_each_word(fields[3], [&](std::string_view word) { words_.emplace(word, known); });
  });
}

Source Sources::name(const Arrival& arrival) const {
  const std::string& told = arrival.campaign.source;
  const Known* known = nullptr;
  std::string_view name;
  if (!told.empty()) {
    known = by_word(told);
    name = told;
  } else if (!arrival.referrer_host.empty()) {
    known = by_host(arrival.referrer_host);
    name = arrival.referrer_host;
  } else {
    name = clicked_at(arrival.click_id);
    known = by_word(name);
  }
  if (known) name = known->name;
  const SourceKind kind = known ? known->kind : SourceKind::Other;
  return {std::string(name), std::string(channel_of(kind, arrival, name.empty()))};
}

const Sources::Known* Sources::by_host(std::string_view host) const {
  for (std::string_view suffix = host;;) {
    if (const auto found = hosts_.find(suffix); found != hosts_.end()) return &found->second;
    const size_t dot = suffix.find('.');
    if (dot == std::string_view::npos) break;
    suffix.remove_prefix(dot + 1);
  }
  const std::string terminated(host);
  const char* registrable = psl_registrable_domain(psl_builtin(), terminated.c_str());
  if (!registrable) return nullptr;
  const std::string_view domain(registrable);
  const auto found = hosts_.find(std::string(domain.substr(0, domain.find('.'))) + ".*");
  return found == hosts_.end() ? nullptr : &found->second;
}

const Sources::Known* Sources::by_word(std::string_view utm_source) const {
  if (utm_source.empty()) return nullptr;
  const std::string word = lowered(utm_source);
  if (const auto found = words_.find(word); found != words_.end()) return &found->second;
  return contains(word, ".") ? by_host(word) : nullptr;
}

}  // namespace glassjar::ingest

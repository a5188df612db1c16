// The sentences of an item's story, in the order in which a person asks.
#include "cookies_command/story.h"

#include <fmt/core.h>

#include <algorithm>

#include "cookies/who.h"

namespace glassjar::cookies_command {
namespace {

constexpr size_t kHoldersNamed = 6;

void tell_who(const Jar& jar, const cookies::Item& item, std::vector<std::string>& out) {
  const cookies::Verdict verdict = cookies::Trackers(jar.memory.rules.get()).of_item(item);
  if (verdict.tracker) out.emplace_back("of a tracker:");
  out.insert(out.end(), verdict.reasons.begin(), verdict.reasons.end());
  const auto who = cookies::who_is(item.host);
  if (who) out.push_back(who->reason());
  if (const auto purpose = cookies::purpose_of(item.name, item.host)) {
    out.push_back(purpose->reason());
    if (!purpose->description.empty()) out.emplace_back(purpose->description);
  }
}

// Two rooms may know the same from the same source; a person reads it once.
void drop_repeats(std::vector<std::string>& sentences) {
  std::vector<std::string> once;
  for (std::string& each : sentences)
    if (!each.empty() && std::find(once.begin(), once.end(), each) == once.end())
      once.push_back(std::move(each));
  sentences = std::move(once);
}

void tell_times(const cookies::Item& item, std::vector<std::string>& out) {
  std::string times;
  const auto add = [&](std::string_view word, const std::optional<TimePoint>& time) {
    if (!time) return;
    times += fmt::format("{}{} {}", times.empty() ? "" : ", ", word, to_iso(*time).substr(0, 10));
  };
  add("left", item.created);
  add("last used", item.last_used);
  add("ends", item.expires);
  if (!item.persistent)
    times += times.empty() ? "ends with the browser" : ", ends with the browser";
  if (!times.empty()) out.push_back(times);
  if (item.set_by == cookies::SetBy::Script) out.emplace_back("set by a script of the page");
  if (item.set_by == cookies::SetBy::Header) out.emplace_back("set by a server's answer");
}

void tell_identifier(const cookies::Identifier& identifier, std::vector<std::string>& out) {
  switch (identifier.verdict) {
    case cookies::Identifies::No:
      out.emplace_back("does not identify this browser:");
      break;
    case cookies::Identifies::Likely:
      out.push_back(fmt::format("likely identifies this browser ({} of 100):", identifier.score));
      break;
    case cookies::Identifies::Yes:
      out.push_back(fmt::format("identifies this browser ({} of 100):", identifier.score));
      break;
  }
  out.insert(out.end(), identifier.evidence.begin(), identifier.evidence.end());
}

std::string holder_in_words(const Jar& jar, const cookies::Holder& holder) {
  const cookies::Item& item = jar.scan.items[holder.item];
  return fmt::format("{} \"{}\" of {} ({})", cookies::name_of(item.store), item.name, item.host,
                     cookies::name_of(holder.form));
}

void tell_shares(const Jar& jar, size_t index, std::vector<std::string>& out) {
  const auto shares = jar.shares_of.find(index);
  if (shares == jar.shares_of.end()) return;
  for (const size_t each : shares->second) {
    const cookies::Share& share = jar.graph.shares[each];
    std::string others;
    size_t named = 0;
    for (const cookies::Holder& holder : share.holders) {
      if (holder.item == index) continue;
      if (++named <= kHoldersNamed)
        others.append(named == 1 ? "" : "; ").append(holder_in_words(jar, holder));
    }
    if (named == 0) continue;
    if (named > kHoldersNamed) others += fmt::format("; and {} more", named - kHoldersNamed);
    out.push_back(fmt::format("the same value lives in: {}{}", others,
                              share.same_in_other_browser
                                  ? " (your other browser has it too: a constant or a sign-in)"
                                  : ""));
  }
}

}  // namespace

std::vector<std::string> story_of(const Jar& jar, size_t index) {
  const cookies::Item& item = jar.scan.items[index];
  std::vector<std::string> out;
  tell_who(jar, item, out);
  out.push_back(cookies::party_of(item, jar.visited).reason);
  tell_times(item, out);
  out.emplace_back(cookies::sentence_of(item.unread));
  tell_identifier(jar.identifiers[index], out);
  tell_shares(jar, index, out);
  for (const cookies::Supercookie& each : jar.supercookies)
    if (std::find(each.items.begin(), each.items.end(), index) != each.items.end())
      out.push_back(each.evidence);
  for (const cookies::Respawned& each : jar.respawned)
    if (each.item == index) out.push_back(each.evidence);
  drop_repeats(out);
  return out;
}

}  // namespace glassjar::cookies_command

// The judgement in the order that costs least: lifetime, form, then the other browsers.
#include "cookies/identifier.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>

#include "base/encoding.h"
#include "cookies/value_parts.h"

namespace glassjar::cookies {
namespace {

// Points of the score, by how much each speaks for an identifier.
constexpr int kMadeToIdentify = 40;
constexpr int kMixedForm = 15;
constexpr int kBitsMost = 20;  // from half at kIdentifierBitsMin to all at twice that
constexpr int kLongLife = 15;
constexpr int kVeryLongLife = 20;  // a year or more
constexpr int kDiffersElsewhere = 30;
constexpr int kSameElsewhere = -60;
constexpr int kConstant = 10;
constexpr int kChanged = -25;
constexpr int kYesFrom = 75;
constexpr int kLikelyFrom = 50;

Identifier no(std::string why, Shape shape = Shape::Empty) {
  Identifier out;
  out.shape = shape;
  out.evidence.push_back(std::move(why));
  return out;
}

uint64_t place_of(const Item& item) {
  uint64_t hash = static_cast<uint64_t>(item.store) + 0x9e3779b97f4a7c15;
  for (const std::string* text : {&item.host, &item.name})
    hash = (hash ^ std::hash<std::string_view>()(*text)) * 0xff51afd7ed558ccd;
  return hash;
}

bool can_hold_value(Store store) {
  return store != Store::Hsts && store != Store::BounceTracking && store != Store::Quota &&
         store != Store::Favicon && store != Store::ServiceWorker;
}

// Consent records carry a number of their own, but it is the consent's that is kept.
bool is_consent_name(std::string_view name) {
  constexpr std::array<std::string_view, 9> kParts = {"consent", "Consent", "CONSENT",
                                                      "Optanon", "didomi_", "usprivacy",
                                                      "FCCDCF",  "cmplz_",  "_iub_cs"};
  return std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

std::string in_words(seconds life) {
  if (life == seconds::max()) return "It has no end";
  const auto count = life / days(1);
  if (count == 1) return "It lasts one day";
  return count == 0 ? "It lasts less than a day" : fmt::format("It lasts {} days", count);
}

struct Candidate {
  std::string_view key;
  std::string_view text;
  Shape shape = Shape::Empty;
  double bits = 0;
  int score = 0;
};

Candidate candidate_of(std::string_view key, std::string_view text) {
  Candidate out{key, text, shape_of(text)};
  if (!can_identify(out.shape)) return out;
  out.bits = entropy_bits(text);
  if (out.bits < kIdentifierBitsMin) return out;
  const double beyond = std::min(out.bits / kIdentifierBitsMin, 2.0) / 2;
  out.score = (is_made_to_identify(out.shape) ? kMadeToIdentify : kMixedForm) +
              static_cast<int>(kBitsMost * beyond);
  return out;
}

// The whole value, or the part that looks most like an identifier.
Candidate best_of(std::string_view value) {
  Candidate best = candidate_of({}, value);
  if (is_made_to_identify(best.shape) || value.size() < kIdentifierBytesMin) return best;
  for (const Part& part : parts_of(value)) {
    const Candidate each = candidate_of(part.key, part.text);
    if (each.score > best.score) best = each;
  }
  return best;
}

// The text of the same part of another browser's value; empty if it has none.
std::string_view same_part(std::string_view other, const Candidate& mine) {
  if (mine.text.empty()) return {};
  if (mine.key.empty()) {
    const Candidate best = best_of(other);
    return best.key.empty() ? best.text : std::string_view();
  }
  for (const Part& part : parts_of(other))
    if (part.key == mine.key) return part.text;
  return {};
}

// The test with a second user: the same name, another value of the same length and not alike.
void weigh_others(const Candidate& mine, std::span<const std::string_view> others,
                  Identifier& out) {
  for (const std::string_view raw : others) {
    const std::string other = percent_decoded(raw);
    const std::string_view text = same_part(other, mine);
    if (text.empty()) continue;
    if (text == mine.text) {
      out.score += kSameElsewhere;
      out.evidence.emplace_back(
          "Another browser or profile holds the same value: a setting or a sign-in.");
      return;
    }
    const double alike = similarity(text, mine.text);
    if (text.size() != mine.text.size() || alike >= kSimilarityMax) continue;
    out.score += kDiffersElsewhere;
    out.evidence.push_back(fmt::format(
        "Another browser or profile holds another value of the same length here ({:.0f}% alike).",
        alike * 100));
    return;
  }
}

void weigh_past(const Past& past, Identifier& out) {
  if (past.changed) {
    out.score += kChanged;
    out.evidence.emplace_back("It has changed since an earlier look.");
  } else if (past.unchanged_for && *past.unchanged_for >= kConstantMin) {
    out.score += kConstant;
    out.evidence.push_back(
        fmt::format("It has not changed for {} days.", *past.unchanged_for / days(1)));
  }
}

Identifier judge_unread(const Item& item, seconds life) {
  const bool fits = item.bytes >= kIdentifierBytesMin && item.bytes <= kIdentifierBytesMax;
  Identifier out;
  if (fits && item.store == Store::Cookie && life >= days(365)) {
    out.verdict = Identifies::Likely;
    out.score = kLikelyFrom;
  }
  out.evidence.push_back(
      fmt::format("Its value cannot be read here; it has about {} characters.", item.bytes));
  out.evidence.push_back(in_words(life) + ".");
  return out;
}

Identifier judge(const Candidate& best, const Item& item, seconds life,
                 std::span<const std::string_view> others, const Past& past) {
  Identifier out;
  out.shape = best.shape;
  out.part = std::string(best.key);
  out.value = std::string(best.text);
  out.score = best.score + (life >= days(365) ? kVeryLongLife : kLongLife);
  const std::string part = best.key.empty() ? "It" : fmt::format("Its part \"{}\"", best.key);
  out.evidence.push_back(
      fmt::format("{} has the form of {}: up to {:.0f} bits, and {:.0f} tell all "
                  "people apart.",
                  part, name_of(best.shape), best.bits, kIdentifierBitsMin));
  out.evidence.push_back(in_words(life) + ".");
  // A response's validator is a hash of its content unless somebody else got another one.
  if (item.store == Store::HttpCache || item.store == Store::CacheStorage)
    out.score = std::min(out.score, kYesFrom - kDiffersElsewhere);
  weigh_others(best, others, out);
  weigh_past(past, out);
  out.score = std::clamp(out.score, 0, 100);
  out.verdict = out.score >= kYesFrom      ? Identifies::Yes
                : out.score >= kLikelyFrom ? Identifies::Likely
                                           : Identifies::No;
  return out;
}

}  // namespace

std::string_view id_of(Identifies verdict) {
  constexpr std::array<std::string_view, 3> kIds = {"no", "likely", "yes"};
  return kIds[static_cast<size_t>(verdict)];
}

Observers::Observers(std::span<const Item> items) {
  seen_.reserve(items.size());
  for (const Item& item : items)
    if (item.value && item.value->size() >= kIdentifierBytesMin)
      seen_[place_of(item)].push_back({item.profile, *item.value});
  // What only one profile has can tell nothing.
  std::erase_if(seen_, [](const auto& entry) {
    const auto& all = entry.second;
    return std::all_of(all.begin(), all.end(),
                       [&](const Seen& seen) { return seen.profile == all.front().profile; });
  });
}

std::vector<std::string_view> Observers::others(const Item& item) const {
  std::vector<std::string_view> out;
  const auto found = seen_.find(place_of(item));
  if (found == seen_.end()) return out;
  for (const Seen& seen : found->second)
    if (seen.profile != item.profile && out.size() < kOthersMax) out.push_back(seen.value);
  return out;
}

std::optional<seconds> lifetime_of(const Item& item) {
  if (!item.persistent || item.store == Store::SessionStorage ||
      item.store == Store::SessionRestore)
    return std::nullopt;
  if (!item.expires) return seconds::max();
  const auto begin = item.created ? item.created : item.last_used;
  if (!begin) return seconds::max();
  return std::chrono::duration_cast<seconds>(*item.expires - *begin);
}

Identifier identify(const Item& item, const Observers& observers, const Past& past) {
  const auto life = lifetime_of(item);
  if (!life) return no("It ends with the browser.");
  if (*life < kIdentifierLifeMin)
    return no(in_words(*life) + ": identifiers are made for 90 days and longer.");
  if (!can_hold_value(item.store)) return no("It holds no value.");
  if (!item.value) return judge_unread(item, *life);
  if (is_consent_name(item.name)) return no("It records a consent.", Shape::Consent);
  std::string decoded;
  if (is_percent_encoded(*item.value)) decoded = percent_decoded(*item.value);
  const Candidate best = best_of(decoded.empty() ? std::string_view(*item.value) : decoded);
  if (best.score == 0)
    return no(can_identify(best.shape)
                  ? fmt::format("It has no more than {:.0f} bits: {} would tell all people apart.",
                                best.bits, kIdentifierBitsMin)
                  : fmt::format("It is {}.", name_of(best.shape)),
              best.shape);
  return judge(best, item, *life, observers.others(item), past);
}

}  // namespace glassjar::cookies

// Files each rule under the rarest key it has, then lays everything out.
#include "filters/index_builder.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "base/check.h"
#include "filters/index_format.h"
#include "filters/index_view.h"
#include "filters/keys.h"
#include "filters/regex_skeleton.h"

namespace glassjar::filters {
namespace {

using namespace format;

// A rule for certain pages is filed under them when its best token is in more rules than this.
constexpr uint32_t kTokenRulesMany = 64;
// With patterns kept beside, and their tables, an index stays below kIndexBytesMax.
constexpr size_t kTextBytesMax = 128 << 20;

struct Filed {
  uint32_t tag = 0;
  uint32_t rule = 0;
};

struct Tables {
  std::vector<Filed> hosts, tokens, sources;
  std::vector<uint32_t> everywhere;
};

// "t.example" of "||t.example/p": the host that every URL with this pattern has or lies below.
std::string_view host_of_pattern(const Rule& rule) {
  if (rule.form == Form::Host) return rule.pattern;
  if (rule.form != Form::Glob || rule.anchor != Anchor::Host) return {};
  const std::string_view pattern = rule.pattern;
  const size_t end = std::min(pattern.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_."),
                              pattern.size());
  const bool ends_there = end < pattern.size() && (pattern[end] == '/' || pattern[end] == '^');
  return ends_there ? pattern.substr(0, end) : std::string_view();
}

std::vector<Key> tokens_of(const Rule& rule) {
  if (rule.form == Form::Regex) return keys_of_pattern(regex_skeleton(rule.pattern), true, true);
  return keys_of_pattern(lowered(rule.pattern), rule.anchor == Anchor::None, !rule.end_anchor);
}

class Builder {
 public:
  explicit Builder(std::span<const FilterList> lists)
      : lists_(lists.first(std::min<size_t>(lists.size(), kListsMax))) {}

  std::string build() {
    choose_rules();
    count_keys();
    for (uint32_t id = 0; id < rules_.size(); ++id) file(id);
    for (uint32_t id = 0; id < rules_.size(); ++id) records_.push_back(record(id));
    return lay_out();
  }

 private:
  struct Chosen {
    const Rule* rule = nullptr;
    uint8_t list = 0;
    std::vector<Key> tokens;  // none for Form::Host
  };

  void choose_rules() {
    std::unordered_set<std::string> taken_out;
    for (const FilterList& list : lists_)
      for (const Rule& rule : list.rules)
        if (rule.badfilter) taken_out.insert(identity_of(rule));
    size_t regexes = 0;
    size_t text_bytes = 0;
    for (size_t list = 0; list < lists_.size(); ++list) {
      for (const Rule& rule : lists_[list].rules) {
        text_bytes += rule.text.size();
        if (rules_.size() == kRulesMax || text_bytes > kTextBytesMax) return;
        if (rule.badfilter || (!taken_out.empty() && taken_out.contains(identity_of(rule))))
          continue;
        if (rule.form == Form::Regex && ++regexes > kRegexesMax) continue;
        rules_.push_back({&rule, static_cast<uint8_t>(list), {}});
      }
    }
  }

  // How many rules could be filed under each key; pure hosts have no choice and do not count.
  void count_keys() {
    for (Chosen& chosen : rules_) {
      if (chosen.rule->form == Form::Host) continue;
      chosen.tokens = tokens_of(*chosen.rule);
      for (const Key token : chosen.tokens)
        ++counts_.try_emplace(token, commonness(token)).first->second;
      const std::string_view host = host_of_pattern(*chosen.rule);
      if (!host.empty()) ++host_counts_[host_key(host)];
    }
  }

  void file(uint32_t id) {
    const Chosen& chosen = rules_[id];
    const Rule& rule = *chosen.rule;
    const std::string_view host = host_of_pattern(rule);
    if (rule.form == Form::Host) return tables_.hosts.push_back({tag_of(host_key(host)), id});
    uint32_t rules_of_best = kNone;
    Key best = 0;
    for (const Key token : chosen.tokens)
      if (const uint32_t count = counts_.at(token); count < rules_of_best) {
        rules_of_best = count;
        best = token;
      }
    if (!host.empty() && host_counts_.at(host_key(host)) <= rules_of_best)
      return tables_.hosts.push_back({tag_of(host_key(host)), id});
    if (rules_of_best > kTokenRulesMany && !rule.domains.empty()) {
      for (const std::string& domain : rule.domains)
        tables_.sources.push_back({tag_of(host_key(domain)), id});
    } else if (rules_of_best != kNone) {
      tables_.tokens.push_back({tag_of(best), id});
    } else {
      tables_.everywhere.push_back(id);
    }
  }

  Text keep(std::string_view text) {
    const Text kept{static_cast<uint32_t>(strings_.size()), static_cast<uint32_t>(text.size())};
    strings_ += text;
    return kept;
  }

  RuleRecord record(uint32_t id) {
    const Rule& rule = *rules_[id].rule;
    RuleRecord record;
    record.text = keep(rule.text);
    // Most patterns are a part of their rule's text as it stands.
    const size_t inside = rule.text.find(rule.pattern);
    record.pattern_at = inside != std::string_view::npos
                            ? record.text.at + static_cast<uint32_t>(inside)
                            : keep(rule.pattern).at;
    record.pattern_bytes = static_cast<uint16_t>(rule.pattern.size());
    record.types = rule.types;
    record.list = rules_[id].list;
    record.flags = static_cast<uint8_t>(
        (rule.exception ? kException : 0) | (rule.important && !rule.exception ? kImportant : 0) |
        (rule.match_case ? kMatchCase : 0) | (rule.end_anchor ? kEndAnchor : 0));
    record.form = rule.form;
    record.anchor = rule.anchor;
    record.party = rule.party;
    record.domains_at = keep_domains(rule);
    return record;
  }

  uint32_t keep_domains(const Rule& rule) {
    if (rule.domains.empty() && rule.excluded_domains.empty()) return kNone;
    const auto at = static_cast<uint32_t>(domains_.size());
    domains_.push_back(rule.domains.size() | (uint64_t{rule.excluded_domains.size()} << 32));
    for (const auto* names : {&rule.domains, &rule.excluded_domains}) {
      const auto begin = static_cast<std::ptrdiff_t>(domains_.size());
      for (const std::string& name : *names) domains_.push_back(host_key(name));
      std::sort(domains_.begin() + begin, domains_.end());
    }
    return at;
  }

  // A run of rules for each tag, and the table that finds the runs.
  std::vector<Slot> make_table(std::vector<Filed>& filed) {
    std::sort(filed.begin(), filed.end(), [](const Filed& a, const Filed& b) {
      return a.tag != b.tag ? a.tag < b.tag : a.rule < b.rule;
    });
    size_t tags = 0;
    for (size_t i = 0; i < filed.size(); ++i) tags += i == 0 || filed[i].tag != filed[i - 1].tag;
    std::vector<Slot> table(std::bit_ceil(2 * tags + 1));
    for (size_t i = 0; i < filed.size(); ++i) {
      if (i == 0 || filed[i].tag != filed[i - 1].tag) {
        size_t at = filed[i].tag & (table.size() - 1);
        while (table[at].first != kNone) at = (at + 1) & (table.size() - 1);
        table[at] = {filed[i].tag, static_cast<uint32_t>(postings_.size())};
      }
      const bool last = i + 1 == filed.size() || filed[i + 1].tag != filed[i].tag;
      postings_.push_back(filed[i].rule | (last ? kEndOfRun : 0));
    }
    return table;
  }

  template <class T>
  Section add(std::string& bytes, std::span<const T> elements) {
    bytes.resize((bytes.size() + 7) / 8 * 8);
    const Section section{bytes.size(), elements.size()};
    bytes.append(reinterpret_cast<const char*>(elements.data()), elements.size_bytes());
    return section;
  }

  std::vector<ListRecord> list_records() {
    std::vector<ListRecord> records;
    for (const FilterList& list : lists_) {
      ListRecord& record = records.emplace_back();
      record.name = keep(list.name);
      record.stamp = list.stamp;
      record.rules = static_cast<uint32_t>(list.rules.size());
      record.skipped = list.skipped;
    }
    return records;
  }

  std::string lay_out() {
    const std::vector<Slot> hosts = make_table(tables_.hosts);
    const std::vector<Slot> tokens = make_table(tables_.tokens);
    const std::vector<Slot> sources = make_table(tables_.sources);
    Header header;
    if (!tables_.everywhere.empty()) {
      header.everywhere = static_cast<uint32_t>(postings_.size());
      tables_.everywhere.back() |= kEndOfRun;
      postings_.insert(postings_.end(), tables_.everywhere.begin(), tables_.everywhere.end());
    }
    const std::vector<ListRecord> lists = list_records();
    std::string bytes(sizeof header, '\0');
    bytes.reserve(bytes.size() + strings_.size() + 64 * rules_.size() + (1 << 20));
    header.lists = add<ListRecord>(bytes, lists);
    header.rules = add<RuleRecord>(bytes, records_);
    header.postings = add<uint32_t>(bytes, postings_);
    header.domains = add<Key>(bytes, domains_);
    header.hosts = add<Slot>(bytes, hosts);
    header.tokens = add<Slot>(bytes, tokens);
    header.sources = add<Slot>(bytes, sources);
    header.strings = add<char>(bytes, strings_);
    header.bytes = bytes.size();
    header.checksum = index_checksum(header, bytes);
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
  }

  std::span<const FilterList> lists_;
  std::vector<Chosen> rules_;
  std::unordered_map<Key, uint32_t> counts_;
  std::unordered_map<Key, uint32_t> host_counts_;
  Tables tables_;
  std::vector<RuleRecord> records_;
  std::vector<uint32_t> postings_;
  std::vector<Key> domains_;
  std::string strings_;
};

}  // namespace

std::string build_index(std::span<const FilterList> lists) { return Builder(lists).build(); }

}  // namespace glassjar::filters

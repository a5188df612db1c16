// Sources: which site, campaign or tool a visit came from, and through what kind of channel.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "ingest/strip_url.h"

namespace glassjar::ingest {

// The kind of site that a known source is.
enum class SourceKind : uint8_t { Other, Search, Social, Video, Email, Shopping, Assistant, News };

struct Source {
  std::string name;     // "Google", or the referring host; empty for direct
  std::string channel;  // never empty
};

// Where a page was come to from, as far as its address and referrer tell.
struct Arrival {
  std::string_view referrer_host;  // without "www."; empty without a referrer from elsewhere
  const Campaign& campaign;
  ClickId click_id = ClickId::None;
};

class Sources {
 public:
  // Reads the list built into the binary (data/sources.tsv).
  Sources();

  // Any thread.
  Source name(const Arrival& arrival) const;

 private:
  struct Known {
    std::string name;
    SourceKind kind = SourceKind::Other;
  };
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Table = std::unordered_map<std::string, Known, TextHash, std::equal_to<>>;

  const Known* by_host(std::string_view host) const;
  const Known* by_word(std::string_view utm_source) const;

  Table hosts_;
  Table words_;  // values of utm_source, lower case
};

}  // namespace glassjar::ingest

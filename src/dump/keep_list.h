// The keep list: sites whose items stay, in every store. One file, one site a line.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace glassjar::dump {

// A site as the list has it: the registrable domain of what a person or another program names
// ("https://www.example.org/x", ".example.org", "*.example.org", "example.org:8443"),
// with xn-- in place of letters outside ASCII ("bücher.example").
// InvalidArgument for what names no host, and for a public suffix, which would keep everybody's
// sites below it.
Result<std::string> site_named(std::string_view text);

class KeepList {
 public:
  static constexpr size_t kSitesMax = 100'000;

  KeepList() = default;
  // Text with a site a line; empty lines and what follows a `#` are skipped. The error names the
  // line.
  static Result<KeepList> parse(std::string_view text);
  // An absent file is an empty list.
  static Result<KeepList> read(const std::filesystem::path& file);
  Result<void> write(const std::filesystem::path& file) const;
  std::string serialize() const;

  // `site` as site_named gives it. True if the list changed.
  bool add(std::string site) { return sites_.insert(std::move(site)).second; }
  bool remove(std::string_view site);
  void add_all(const KeepList& other) { sites_.insert(other.sites_.begin(), other.sites_.end()); }
  bool has(std::string_view site) const { return sites_.find(site) != sites_.end(); }
  const std::set<std::string, std::less<>>& sites() const { return sites_; }

 private:
  std::set<std::string, std::less<>> sites_;
};

}  // namespace glassjar::dump

// Countries: the country of an address, from a database in MaxMind's format.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace glassjar::ingest {

class Countries {
 public:
  // The database built into the binary: registry data of geo-whois-asn-country (CC0).
  static Result<Countries> built_in();
  // One that the owner provides.
  static Result<Countries> open(const std::filesystem::path& path);

  // ISO 3166-1 alpha-2, or empty: unknown, private or not an address. Any thread.
  std::string country_of(std::string_view address) const;

 private:
  struct Database;
  struct Close {
    void operator()(Database* database) const;
  };
  explicit Countries(std::unique_ptr<Database, Close> database) : database_(std::move(database)) {}

  std::unique_ptr<Database, Close> database_;
};

}  // namespace glassjar::ingest

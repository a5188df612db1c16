// libmaxminddb opens files only, so that the built-in database is shown to it as a file in memory.
#include "ingest/countries.h"

#include <maxminddb.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <netinet/in.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "ingest/client_address.h"
#include "ingest/embedded.h"

namespace glassjar::ingest {
namespace {

constexpr const char* kFlatKey[] = {"country_code", nullptr};
constexpr const char* kNestedKey[] = {"country", "iso_code", nullptr};

}  // namespace

struct Countries::Database {
  MMDB_s mmdb{};
};

void Countries::Close::operator()(Database* database) const {
  MMDB_close(&database->mmdb);
  delete database;
}

Result<Countries> Countries::open(const std::filesystem::path& path) {
  auto database = std::make_unique<Database>();
  const int status = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &database->mmdb);
  if (status != MMDB_SUCCESS)
    return fail(ErrorCode::InvalidArgument, "open country database \"{}\": {}", path.string(),
                MMDB_strerror(status));
  return Countries(std::unique_ptr<Database, Close>(database.release()));
}

Result<Countries> Countries::built_in() {
  const FileDescriptor file(memfd_create("glassjar-countries", MFD_CLOEXEC));
  std::string_view rest = embedded::countries();
  while (!rest.empty()) {
    const ssize_t written = write(file.get(), rest.data(), rest.size());
    if (written <= 0)
      return fail(ErrorCode::Internal, "lay out country database: {}", std::strerror(errno));
    rest.remove_prefix(static_cast<size_t>(written));
  }
  return open("/proc/self/fd/" + std::to_string(file.get()));
}

std::string Countries::country_of(std::string_view text) const {
  const auto address = Address::parse(text);
  if (!address || address->is_private()) return "";
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  const sockaddr* where = reinterpret_cast<const sockaddr*>(&v6);
  if (address->is_v4()) {
    std::memcpy(&v4.sin_addr, address->bytes().data() + 12, 4);
    where = reinterpret_cast<const sockaddr*>(&v4);
  } else {
    std::memcpy(&v6.sin6_addr, address->bytes().data(), 16);
  }
  int status = 0;
  MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&database_->mmdb, where, &status);
  if (status != MMDB_SUCCESS || !found.found_entry) return "";
  MMDB_entry_data_s code{};
  // The registry data keep the code at the top, MaxMind's own databases inside "country".
  for (const char* const* key : {kFlatKey, kNestedKey})
    if (MMDB_aget_value(&found.entry, &code, key) == MMDB_SUCCESS && code.has_data &&
        code.type == MMDB_DATA_TYPE_UTF8_STRING && code.data_size == 2)
      return std::string(code.utf8_string, code.data_size);
  return "";
}

}  // namespace glassjar::ingest

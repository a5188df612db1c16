// Tokens of programs.
#include "accounts/tokens.h"

#include <cstring>
#include <mutex>

#include "accounts/secret.h"

namespace glassjar::accounts {
namespace {

constexpr model::OwnerId kFirstOwner{1};
constexpr std::string_view kPrefix = "gj_token_";
constexpr size_t kSecretBytesMax = 128;

}  // namespace

size_t Tokens::FirstBytes::operator()(const storage::SecretHash& hash) const {
  size_t first = 0;
  std::memcpy(&first, hash.data(), sizeof first);
  return first;
}

Result<std::string> Tokens::add(uint32_t scopes) {
  std::string secret = new_secret(random_, kPrefix);
  const storage::Token token{.owner = kFirstOwner,
                             .hash = storage::hash_of_secret(secret),
                             .scopes = scopes,
                             .added = clock_.now()};
  TRY(records_.transact([&](storage::Transaction& transaction) -> Result<void> {
    TRY(transaction.staff().add_token(token));
    return {};
  }));
  known_.lock()->emplace(token.hash, scopes);
  return secret;
}

uint32_t Tokens::scopes_of(std::string_view secret) {
  // Anything that is not of a token's form is refused without a query, however often it comes.
  if (!secret.starts_with(kPrefix) || secret.size() > kSecretBytesMax) return 0;
  const storage::SecretHash hash = storage::hash_of_secret(secret);
  {
    const auto known = known_.lock_shared();
    if (const auto found = known->find(hash); found != known->end()) return found->second;
  }
  uint32_t scopes = 0;
  const Result<void> read = records_.read([&](storage::Transaction& transaction) -> Result<void> {
    const auto token = TRY(transaction.staff().token(hash));
    if (token) scopes = token->scopes;
    return {};
  });
  if (read && scopes != 0) known_.lock()->emplace(hash, scopes);
  return scopes;
}

}  // namespace glassjar::accounts

// TLS settings, as Mozilla's "intermediate" profile has them.
#include "net/tls_context.h"

#include <openssl/ssl.h>

#include <string_view>
#include <utility>

#include "base/check.h"

namespace glassjar::net {
namespace {

constexpr const char* kCiphersTls12 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// RFC 7301 section 3.1: each protocol behind its length.
constexpr std::string_view kProtocols = "\x08http/1.1";

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_length,
                    const unsigned char* offered, unsigned offered_length, void*) {
  unsigned char* found = nullptr;
  const auto* ours = reinterpret_cast<const unsigned char*>(kProtocols.data());
  if (SSL_select_next_proto(&found, chosen_length, ours, static_cast<unsigned>(kProtocols.size()),
                            offered, offered_length) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<boost::asio::ssl::context> open_tls(const std::filesystem::path& certificate,
                                           const std::filesystem::path& key) {
  namespace ssl = boost::asio::ssl;
  ssl::context context(ssl::context::tls_server);
  boost::system::error_code error;
  context.use_certificate_chain_file(certificate.string(), error);
  if (error)
    return fail(ErrorCode::InvalidArgument, "read TLS certificate \"{}\": {}", certificate.string(),
                error.message());
  context.use_private_key_file(key.string(), ssl::context::pem, error);
  if (error)
    return fail(ErrorCode::InvalidArgument, "read TLS key \"{}\": {}", key.string(),
                error.message());
  SSL_CTX* const native = context.native_handle();
  if (SSL_CTX_check_private_key(native) != 1)
    return fail(ErrorCode::InvalidArgument, "use TLS key \"{}\": it is not the certificate's",
                key.string());
  CHECK(SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1);
  CHECK(SSL_CTX_set_cipher_list(native, kCiphersTls12) == 1);
  SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_num_tickets(native, 0);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  return context;
}

}  // namespace glassjar::net

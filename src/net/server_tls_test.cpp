// The server over TLS, with a certificate made here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>

#include "net/loopback.h"

namespace glassjar::net {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using File = std::unique_ptr<FILE, Freer<fclose>>;

// Writes a self-signed certificate for "localhost" and its key.
void make_certificate(const std::string& certificate_path, const std::string& key_path) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  ASSERT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
  const File key_file(std::fopen(key_path.c_str(), "w"));
  PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  const File certificate_file(std::fopen(certificate_path.c_str(), "w"));
  PEM_write_X509(certificate_file.get(), certificate.get());
}

class ServerTlsTest : public LoopbackServerTest {
 protected:
  ServerTlsTest()
      : folder_(std::filesystem::temp_directory_path() / ("net_tls_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
    options_.tls_certificate = folder_ / "certificate.pem";
    options_.tls_key = folder_ / "key.pem";
    make_certificate(options_.tls_certificate, options_.tls_key);
  }
  ~ServerTlsTest() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path folder_;
};

// A client over TLS of at most `version`.
class TlsClient {
 public:
  TlsClient(uint16_t port, int version)
      : client_(port), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_min_proto_version(context_.get(), 0);
    SSL_CTX_set_max_proto_version(context_.get(), version);
    SSL_CTX_set_security_level(context_.get(), 0);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>("\x02h2\x08http/1.1"),
                        12);
    SSL_set_fd(ssl_.get(), client_.fd());
    connected_ = SSL_connect(ssl_.get()) == 1;
  }
  bool connected() const { return connected_; }
  SSL* ssl() { return ssl_.get(); }
  // Sends, then reads to the end that the server announces; "cut off" without such an end.
  std::string ask(const std::string& request) {
    SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size()));
    std::string answer;
    char chunk[16 << 10];
    for (;;) {
      const int got = SSL_read(ssl_.get(), chunk, sizeof(chunk));
      if (got > 0)
        answer.append(chunk, static_cast<size_t>(got));
      else
        return SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN ? answer : "cut off";
    }
  }

 private:
  RawClient client_;
  std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>> context_;
  std::unique_ptr<SSL, Freer<SSL_free>> ssl_;
  bool connected_ = false;
};

TEST_F(ServerTlsTest, answers_over_tls_1_2_and_1_3) {
  route_echo();
  route(Method::Get, "/large", [](const Request&, Responder respond) {
    respond(Response{.body = std::string(1 << 20, 'x')});
  });
  start();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(server_->port(), version);
    ASSERT_TRUE(client.connected());
    const std::string answer =
        client.ask(post("/echo", "one") + get("/large") +
                   "GET /echo?two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, AllOf(HasSubstr("\r\n\r\none"), HasSubstr("Strict-Transport-Security"),
                              EndsWith("\r\n\r\ntwo")));
    EXPECT_GT(answer.size(), size_t{1} << 20);
  }
}

TEST_F(ServerTlsTest, chooses_http_1_1_and_gives_no_ticket) {
  route_echo();
  start();
  TlsClient client(server_->port(), TLS1_2_VERSION);
  ASSERT_TRUE(client.connected());
  const unsigned char* protocol = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(client.ssl(), &protocol, &length);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(protocol), length), "http/1.1");
  EXPECT_EQ(SSL_SESSION_has_ticket(SSL_get_session(client.ssl())), 0);
}

TEST_F(ServerTlsTest, refuses_old_versions) {
  start();
  EXPECT_FALSE(TlsClient(server_->port(), TLS1_1_VERSION).connected());
}

TEST_F(ServerTlsTest, closes_a_client_that_does_not_shake_hands) {
  options_.deadlines.header = milliseconds(50);
  start();
  RawClient client = this->client();
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTlsTest, says_which_file_is_wrong) {
  options_.tls_key = folder_ / "none.pem";
  const auto opened = Server::open(options_, std::move(router_), clock_, random_, metrics_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("none.pem"));
}

}  // namespace
}  // namespace glassjar::net

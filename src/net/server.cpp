// The server: its listeners, its I/O threads, and their end.
#include "net/server.h"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <optional>
#include <thread>

#include "base/check.h"
#include "base/thread_name.h"
#include "net/listener.h"
#include "net/service.h"
#include "net/stream_connection.h"
#include "net/tls_context.h"

namespace glassjar::net {
namespace {

using boost::asio::ip::tcp;
using Local = boost::asio::local::stream_protocol;
using TcpListener = Listener<tcp>;
using LocalListener = Listener<Local>;
using TlsStream = boost::asio::ssl::stream<TcpListener::Socket>;

constexpr const char* kRetryAfterSeconds = "5";

// "127.0.0.1:8080" or "[::1]:8080": an address, never a name to look up.
Result<tcp::endpoint> parse_listen(const std::string& text) {
  const size_t colon = text.rfind(':');
  const auto invalid = [&] {
    return fail(ErrorCode::InvalidArgument, "listen on \"{}\": want ADDRESS:PORT or [ADDRESS]:PORT",
                text);
  };
  if (colon == std::string::npos) return invalid();
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, problem] = std::from_chars(text.data() + colon + 1, end, port);
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  if (error || problem != std::errc() || stopped != end) return invalid();
  return tcp::endpoint(address, port);
}

// An IPv4 peer of an IPv6 socket is shown as what it is.
std::string address_text(const boost::asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6())
        .to_string();
  return address.to_string();
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, Router router, const Clock& clock, Metrics& metrics)
      : service_(std::move(options), std::move(router), clock, metrics) {}
  ~Impl() { stop(milliseconds(0)); }

  Result<void> open(Random& random);
  void start();
  void stop(milliseconds patience);
  uint16_t port(size_t index) const { return tcp_listeners_[index]->local_endpoint().port(); }

 private:
  Result<void> listen_tcp(const std::string& text);
  Result<void> listen_control();
  void accepted_tcp(std::shared_ptr<IoThread> thread, TcpListener::Socket socket);
  void accepted_control(std::shared_ptr<IoThread> thread, LocalListener::Socket socket);
  template <class Socket>
  bool refuse_when_full(Socket& socket);
  template <class Stream>
  static void hand_over(std::shared_ptr<IoThread> thread, Stream stream, Peer peer,
                        Connection::Transport transport);
  std::shared_ptr<IoThread> next_thread();
  void run(IoThread& thread);
  void close_listeners();
  bool wait_for_threads(milliseconds patience);

  Service service_;
  std::optional<boost::asio::ssl::context> tls_;
  std::vector<std::shared_ptr<IoThread>> io_threads_;  // the first one accepts
  size_t next_thread_ = 0;
  std::vector<std::unique_ptr<TcpListener>> tcp_listeners_;
  std::unique_ptr<LocalListener> control_listener_;
  std::vector<std::thread> threads_;
  Mutex<size_t> threads_running_{0U};
  std::condition_variable thread_ended_;
};

Result<void> Server::Impl::open(Random& random) {
  const ServerOptions& options = service_.options;
  CHECK(options.io_threads > 0);
  for (size_t i = 0; i < options.io_threads; ++i)
    io_threads_.push_back(std::make_shared<IoThread>(service_, random.nonzero64()));
  if (!options.tls_certificate.empty())
    tls_.emplace(TRY(open_tls(options.tls_certificate, options.tls_key)));
  for (const std::string& text : options.listen) TRY(listen_tcp(text));
  if (!options.control_socket.empty()) TRY(listen_control());
  return {};
}

Result<void> Server::Impl::listen_tcp(const std::string& text) {
  const tcp::endpoint endpoint = TRY(parse_listen(text));
  auto listener = std::make_unique<TcpListener>(
      *io_threads_[0], [this] { return next_thread(); },
      [this](std::shared_ptr<IoThread> thread, TcpListener::Socket socket) {
        accepted_tcp(std::move(thread), std::move(socket));
      });
  TRY(listener->bind(endpoint, text));
  TRY(listener->listen(text));
  tcp_listeners_.push_back(std::move(listener));
  return {};
}

// The mode is set between bind and listen: until then nobody can connect.
Result<void> Server::Impl::listen_control() {
  const std::string path = service_.options.control_socket.string();
  if (path.size() >= sizeof(sockaddr_un::sun_path))
    return fail(ErrorCode::InvalidArgument, "listen on \"{}\": the path is too long", path);
  ::unlink(path.c_str());
  auto listener = std::make_unique<LocalListener>(
      *io_threads_[0], [this] { return next_thread(); },
      [this](std::shared_ptr<IoThread> thread, LocalListener::Socket socket) {
        accepted_control(std::move(thread), std::move(socket));
      });
  TRY(listener->bind(Local::endpoint(path), path));
  if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0)
    return fail(ErrorCode::Unavailable, "close \"{}\" to others: {}", path, std::strerror(errno));
  TRY(listener->listen(path));
  control_listener_ = std::move(listener);
  return {};
}

void Server::Impl::start() {
  CHECK(threads_.empty());
  for (const auto& listener : tcp_listeners_) listener->accept();
  if (control_listener_) control_listener_->accept();
  *threads_running_.lock() = io_threads_.size();
  for (const auto& thread : io_threads_)
    threads_.emplace_back([this, &thread] {
      name_this_thread("io");
      run(*thread);
    });
}

void Server::Impl::run(IoThread& thread) {
  thread.run();
  --*threads_running_.lock();
  thread_ended_.notify_all();
}

std::shared_ptr<IoThread> Server::Impl::next_thread() {
  return io_threads_[next_thread_++ % io_threads_.size()];
}

template <class Socket>
bool Server::Impl::refuse_when_full(Socket& socket) {
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  if (++*service_.connections_open <= service_.options.connections_max) return false;
  --*service_.connections_open;
  service_.connections_refused.add();
  if (tls_) return true;
  Outgoing out;
  Response refusal{.status = 503};
  refusal.with("Retry-After", kRetryAfterSeconds);
  write_response(out, std::move(refusal),
                 {.defaults = service_.plain_fields,
                  .date = io_threads_[0]->date(),
                  .request_id = io_threads_[0]->next_request_id(),
                  .keep_alive = false});
  socket.write_some(boost::asio::buffer(out.bytes), ignored);
  return true;
}

void Server::Impl::accepted_tcp(std::shared_ptr<IoThread> thread, TcpListener::Socket socket) {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error || refuse_when_full(socket)) return;
  socket.set_option(tcp::no_delay(true), error);
  Peer peer{.address = address_text(endpoint.address())};
  if (tls_)
    hand_over(std::move(thread), TlsStream(std::move(socket), *tls_), std::move(peer),
              Connection::Transport::Tls);
  else
    hand_over(std::move(thread), std::move(socket), std::move(peer), Connection::Transport::Tcp);
}

void Server::Impl::accepted_control(std::shared_ptr<IoThread> thread,
                                    LocalListener::Socket socket) {
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  ++*service_.connections_open;  // the owner is let in when visitors have filled the house
  hand_over(std::move(thread), std::move(socket), Peer{.is_control = true},
            Connection::Transport::Control);
}

template <class Stream>
void Server::Impl::hand_over(std::shared_ptr<IoThread> thread, Stream stream, Peer peer,
                             Connection::Transport transport) {
  auto connection = std::make_shared<StreamConnection<Stream>>(thread, std::move(stream),
                                                               std::move(peer), transport);
  auto& context = thread->context();
  boost::asio::post(context, [thread = std::move(thread), connection = std::move(connection)] {
    thread->add(connection);
    connection->start();
  });
}

void Server::Impl::close_listeners() {
  for (const auto& listener : tcp_listeners_) listener->close();
  if (!control_listener_) return;
  control_listener_->close();
  ::unlink(service_.options.control_socket.c_str());
}

void Server::Impl::stop(milliseconds patience) {
  if (threads_.empty()) return;
  // The accepting thread tells the others, so that no connection reaches them after it.
  boost::asio::post(io_threads_[0]->context(), [this] {
    close_listeners();
    for (const auto& thread : io_threads_)
      boost::asio::post(thread->context(), [&thread] { thread->finish(); });
  });
  if (!wait_for_threads(patience))
    for (const auto& thread : io_threads_)
      boost::asio::post(thread->context(), [&thread] { thread->abort(); });
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Server::Impl::wait_for_threads(milliseconds patience) {
  auto running = threads_running_.lock();
  return thread_ended_.wait_for(running.underlying(), patience, [&] { return *running == 0; });
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, Router router,
                                             const Clock& clock, Random& random, Metrics& metrics) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(router), clock, metrics);
  TRY(impl->open(random));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

void Server::start() { impl_->start(); }
uint16_t Server::port(size_t index) const { return impl_->port(index); }
void Server::stop(milliseconds patience) { impl_->stop(patience); }

}  // namespace glassjar::net

// Listener: accepts connections of one address and hands each to the next I/O thread. Private to
// net.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/log.h"
#include "base/result.h"
#include "net/io_thread.h"

namespace glassjar::net {

// How long to wait when accepting fails, as it does without free file descriptors.
inline constexpr milliseconds kAcceptRetry{100};
inline constexpr int kBacklog = 1024;

// Lives on one I/O thread; open() is for the time before that thread runs.
template <class Protocol>
class Listener {
 public:
  using Socket = boost::asio::basic_stream_socket<Protocol, IoThread::Executor>;
  using Endpoint = typename Protocol::endpoint;
  // Gives the thread that the next connection shall live on.
  using NextThread = std::function<std::shared_ptr<IoThread>()>;
  using Accepted = std::function<void(std::shared_ptr<IoThread>, Socket)>;

  Listener(IoThread& thread, NextThread next_thread, Accepted accepted)
      : acceptor_(thread.context()),
        retry_(thread.context()),
        next_thread_(std::move(next_thread)),
        accepted_(std::move(accepted)) {}

  Result<void> bind(const Endpoint& endpoint, const std::string& name) {
    boost::system::error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(boost::asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) local_ = acceptor_.local_endpoint(error);
    if (error) return fail(ErrorCode::Unavailable, "listen on \"{}\": {}", name, error.message());
    return {};
  }

  Result<void> listen(const std::string& name) {
    boost::system::error_code error;
    acceptor_.listen(kBacklog, error);
    if (error) return fail(ErrorCode::Unavailable, "listen on \"{}\": {}", name, error.message());
    return {};
  }

  // With the port that was chosen for port 0. From any thread, after close() too.
  const Endpoint& local_endpoint() const { return local_; }

  void accept() {
    auto thread = next_thread_();
    auto& context = thread->context();
    acceptor_.async_accept(context, [this, thread = std::move(thread)](
                                        const boost::system::error_code& error, Socket socket) {
      if (!acceptor_.is_open()) return;
      if (error) return accept_later(error);
      accepted_(thread, std::move(socket));
      accept();
    });
  }

  void close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
  }

 private:
  void accept_later(const boost::system::error_code& error) {
    LOG(warn, "accept a connection: {}", error.message());
    retry_.expires_after(kAcceptRetry);
    retry_.async_wait([this](const boost::system::error_code&) {
      if (acceptor_.is_open()) accept();
    });
  }

  boost::asio::basic_socket_acceptor<Protocol, IoThread::Executor> acceptor_;
  Endpoint local_;
  IoThread::Timer retry_;
  NextThread next_thread_;
  Accepted accepted_;
};

}  // namespace glassjar::net

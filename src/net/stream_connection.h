// StreamConnection: the transport of a Connection over a TCP, TLS or Unix stream. Private to net.
#pragma once

#include <array>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <span>
#include <utility>

#include "net/connection.h"

namespace glassjar::net {

template <class Stream>
inline constexpr bool kIsTls = false;
template <class Next>
inline constexpr bool kIsTls<boost::asio::ssl::stream<Next>> = true;

// Stream is a socket with the concrete executor of an io_context, or TLS over one: type-erased
// executors cost an allocation an operation.
template <class Stream>
class StreamConnection final : public Connection {
 public:
  StreamConnection(std::shared_ptr<IoThread> thread, Stream stream, Peer peer, Transport transport)
      : Connection(std::move(thread), std::move(peer), transport), stream_(std::move(stream)) {}

 private:
  using ErrorCode = boost::system::error_code;

  std::shared_ptr<StreamConnection> self() {
    return std::static_pointer_cast<StreamConnection>(shared_from_this());
  }

  void shake_hands() override {
    if constexpr (kIsTls<Stream>)
      stream_.async_handshake(boost::asio::ssl::stream_base::server,
                              [self = self()](const ErrorCode& error) {
                                if (error) return self->close();
                                self->ready();
                              });
    else
      ready();
  }

  void read_some(std::span<char> room) override {
    stream_.async_read_some(
        boost::asio::buffer(room.data(), room.size()),
        [self = self()](const ErrorCode& error, size_t bytes) { self->on_read(!error, bytes); });
  }

  // A plain socket mostly takes an answer at once: that spares a round through the queue.
  bool write_all(const Outgoing& out) override {
    size_t written = 0;
    if constexpr (!kIsTls<Stream>) {
      ErrorCode error;  // is met again, and reported, by the asynchronous write
      if (out.has_tail())
        written = stream_.write_some(pieces(out, 0), error);
      else
        written = stream_.write_some(boost::asio::buffer(out.bytes), error);
      if (written == out.bytes.size() + out.tail().size()) return true;
    }
    boost::asio::async_write(
        stream_, pieces(out, written),
        [self = self()](const ErrorCode& error, size_t) { self->on_written(!error); });
    return false;
  }

  void linger() override {
    if constexpr (kIsTls<Stream>) {
      stream_.async_shutdown([self = self()](const ErrorCode&) { self->on_read(false, 0); });
    } else {
      ErrorCode ignored;
      stream_.shutdown(boost::asio::socket_base::shutdown_send, ignored);
      discard();
    }
  }

  void discard() {
    static thread_local std::array<char, 4096> discarded;
    stream_.async_read_some(boost::asio::buffer(discarded),
                            [self = self()](const ErrorCode& error, size_t) {
                              if (error) return self->on_read(false, 0);
                              self->discard();
                            });
  }

  void close_transport() override {
    ErrorCode ignored;
    stream_.lowest_layer().close(ignored);
  }

  static std::array<boost::asio::const_buffer, 2> pieces(const Outgoing& out, size_t skipped) {
    const size_t of_bytes = std::min(skipped, out.bytes.size());
    return {boost::asio::buffer(out.bytes) + of_bytes,
            boost::asio::buffer(out.tail().data(), out.tail().size()) + (skipped - of_bytes)};
  }

  Stream stream_;
};

}  // namespace glassjar::net

// Connection: the HTTP side of one connection, whatever it runs over. Private to net.
//
// One request at a time is parsed, routed and answered; the next one waits in the buffer, so that
// answers keep their order. Answers of pipelined requests that are ready together go out in one
// write. Everything but respond() happens on the connection's I/O thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>

#include "net/http.h"
#include "net/io_thread.h"
#include "net/request_parser.h"
#include "net/response_writer.h"

namespace glassjar::net {

class Connection : public Responder::Target, public std::enable_shared_from_this<Connection> {
 public:
  using Time = std::chrono::steady_clock::time_point;
  enum class Transport { Tcp, Tls, Control };

  Connection(std::shared_ptr<IoThread> thread, Peer peer, Transport transport);

  // Begins: shakes hands if the transport needs it, then reads.
  void start();
  // Answers the request in hand. From any thread; does nothing once the connection is closed.
  void respond(Response&& response) override;
  // As respond(), on the I/O thread and outside of the handler.
  void answer_later(Response&& response);
  // Takes the connection out of its thread and closes it. Its request stays valid until the
  // Responder lets go.
  void close();

  Time deadline() const { return std::min(deadline_, write_deadline_); }
  // The deadline is over: 408 to a slow sender, an end to everybody else.
  void expire();
  // Nothing of a request has come.
  bool is_idle() const { return phase_ == Phase::Idle; }

 protected:
  // The transport. Each call is followed by one call of its counterpart, never from within it,
  // and keeps the connection alive until then.
  virtual void shake_hands() = 0;                    // ready()
  virtual void read_some(std::span<char> room) = 0;  // on_read()
  // True when everything was written at once; otherwise on_written() follows.
  virtual bool write_all(const Outgoing& out) = 0;
  // Says that nothing more will be sent and reads on to the peer's end: on_read(false, 0).
  virtual void linger() = 0;
  virtual void close_transport() = 0;

  void ready();
  void on_read(bool ok, size_t bytes);
  void on_written(bool ok);
  IoThread& thread() { return *thread_; }

 private:
  enum class Phase {
    Handshake,  // until the transport is ready
    Ready,      // the buffer may hold a request
    Idle,       // waiting for the first byte of a request
    Head,
    Body,
    Handling,   // the request is with its handler
    Leaving,    // the last answer is on its way
    Lingering,  // everything is sent; reading on so that the peer gets it
    Closed,
  };

  // Parses, dispatches and writes until something has to be waited for.
  void proceed();
  // False when more bytes are needed.
  bool take_step();
  bool may_take_more() const;
  void wait_for_bytes();
  void route_request();
  void dispatch();
  Response unrouted(const Request& request) const;
  // Answers with an error and closes: what follows in the stream cannot be trusted.
  void refuse(int status, std::string_view reason);
  void answer(Response&& response);
  void write(Response&& response, bool is_head, bool keep_alive);
  // Starts to send `out_`. True when all of it went at once.
  bool flush();
  void all_sent();
  milliseconds allowed_for(size_t bytes) const;
  const ServerOptions& options() const { return thread_->service().options; }

  const std::shared_ptr<IoThread> thread_;
  const Peer peer_;
  const Transport transport_;
  RequestParser parser_;
  Router::Match match_;      // of the request in hand
  uint64_t request_id_ = 0;  // of the request in hand
  Outgoing out_;             // being filled
  Outgoing sending_;         // with the transport
  Phase phase_ = Phase::Handshake;
  Time phase_began_;
  Time deadline_;  // of the phase
  Time write_deadline_ = Time::max();
  Time dispatched_;
  bool is_writing_ = false;
  bool is_reading_ = false;
  bool in_proceed_ = false;
  bool in_body_ = false;  // the request's head is routed
  bool continue_sent_ = false;
  bool answered_any_ = false;
  bool close_when_sent_ = false;
  bool linger_when_sent_ = false;
};

}  // namespace glassjar::net

// The HTTP side of a connection: phases, deadlines, routing, answers in order.
#include "net/connection.h"

#include <exception>
#include <typeinfo>
#include <utility>

#include "base/check.h"
#include "base/encoding.h"
#include "base/log.h"

namespace glassjar::net {
namespace {

// With this much waiting to be sent, pipelined requests are left in the buffer.
constexpr size_t kWaitingBytesMax = 64 << 10;
// The body of a request that no route takes is read past up to here, so that the connection can
// be used again.
constexpr size_t kUnroutedBodyMax = 64 << 10;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(std::shared_ptr<IoThread> thread, Peer peer, Transport transport)
    : thread_(std::move(thread)),
      peer_(std::move(peer)),
      transport_(transport),
      parser_(options().parser),
      phase_began_(thread_->now()),
      deadline_(phase_began_ + options().deadlines.header) {}

void Connection::start() { shake_hands(); }

void Connection::ready() {
  if (phase_ == Phase::Closed) return;
  phase_ = Phase::Ready;
  proceed();
}

void Connection::on_read(bool ok, size_t bytes) {
  is_reading_ = false;
  if (phase_ == Phase::Closed) return;
  if (!ok) {
    // A peer that has only finished sending still gets its answers.
    const bool still_sending = phase_ != Phase::Lingering && (is_writing_ || !out_.empty());
    if (!still_sending) return close();
    close_when_sent_ = true;
    return;
  }
  if (phase_ == Phase::Leaving || phase_ == Phase::Lingering) return;
  parser_.filled(bytes);
  proceed();
}

void Connection::on_written(bool ok) {
  is_writing_ = false;
  write_deadline_ = Time::max();
  if (phase_ == Phase::Closed) return;
  if (!ok) return close();
  sending_.clear();
  all_sent();
  proceed();
}

void Connection::proceed() {
  if (in_proceed_) return;
  in_proceed_ = true;
  bool starved = false;
  do {
    while (!starved && may_take_more()) starved = !take_step();
  } while (flush() && !starved && may_take_more());
  in_proceed_ = false;
}

bool Connection::may_take_more() const {
  const bool can_parse = phase_ == Phase::Ready || phase_ == Phase::Idle || phase_ == Phase::Head ||
                         phase_ == Phase::Body;
  return can_parse && !is_reading_ && !close_when_sent_ && !out_.has_tail() &&
         out_.bytes.size() < kWaitingBytesMax;
}

bool Connection::take_step() {
  switch (parser_.advance()) {
    case RequestParser::Step::NeedMore:
      wait_for_bytes();
      return false;
    case RequestParser::Step::Head:
      route_request();
      return true;
    case RequestParser::Step::Whole:
      dispatch();
      return true;
    case RequestParser::Step::Refused:
      refuse(parser_.refusal().status, parser_.refusal().reason);
      return true;
  }
  return false;
}

void Connection::wait_for_bytes() {
  const Phase waiting = in_body_ ? Phase::Body : parser_.begun() ? Phase::Head : Phase::Idle;
  if (waiting != phase_) {
    phase_ = waiting;
    phase_began_ = thread_->now();
  }
  const Deadlines& deadlines = options().deadlines;
  if (phase_ == Phase::Body)
    deadline_ = phase_began_ + deadlines.body + allowed_for(parser_.body_bytes_received());
  else
    deadline_ =
        phase_began_ + (phase_ == Phase::Idle && answered_any_ ? deadlines.idle : deadlines.header);
  if (phase_ == Phase::Body && !continue_sent_ && parser_.awaits_continue()) {
    continue_sent_ = true;
    out_.bytes += kContinue;
  }
  is_reading_ = true;
  read_some(parser_.room());
}

milliseconds Connection::allowed_for(size_t bytes) const {
  const size_t rate = std::max<size_t>(1, options().deadlines.rate_min_bytes_per_second);
  return milliseconds(bytes * 1000 / rate);
}

void Connection::route_request() {
  Request& request = parser_.request();
  request_id_ = thread_->next_request_id();
  request.id = request_id_;
  request.peer = &peer_;
  request.tls = transport_ == Transport::Tls;
  match_ = thread_->service().router.match(request);
  parser_.set_body_limit(match_.route != nullptr ? match_.route->body_bytes_max : kUnroutedBodyMax);
  in_body_ = true;
  continue_sent_ = false;
}

void Connection::dispatch() {
  phase_ = Phase::Handling;
  deadline_ = Time::max();
  dispatched_ = thread_->now();
  const Request& request = parser_.request();
  try {
    if (match_.route == nullptr)
      answer(unrouted(request));
    else
      match_.route->handler(request, Responder(shared_from_this()));
  } catch (const std::exception& thrown) {
    // A route's Responder has answered 500 by now. The exception's words may be a person's.
    LOG(error, "request {}: handler threw {}", to_hex(request.id), typeid(thrown).name());
    if (match_.route == nullptr) answer(Response{.status = 500});
  }
}

Response Connection::unrouted(const Request& request) const {
  const auto& hook = thread_->service().router.options();
  if (match_.status == 204 && hook) return hook(request, match_.allow);
  Response response{.status = match_.status};
  if (!match_.allow.empty()) response.with("Allow", std::string(match_.allow));
  return response;
}

void Connection::respond(Response&& response) {
  if (!thread_->is_current())
    thread_->enqueue(shared_from_this(), std::move(response));
  else if (in_proceed_)
    answer(std::move(response));  // proceed() goes on when the handler returns
  else
    answer_later(std::move(response));
}

void Connection::answer_later(Response&& response) {
  answer(std::move(response));
  proceed();
}

void Connection::answer(Response&& response) {
  if (phase_ != Phase::Handling) return;
  const auto took = thread_->now() - dispatched_;
  thread_->service().request_seconds.observe(took);
  const bool keep_alive = parser_.keep_alive() && !thread_->finishing() && !close_when_sent_;
  const bool is_head = parser_.request().method == Method::Head;
  write(std::move(response), is_head, keep_alive);
  parser_.next();
  in_body_ = false;
  answered_any_ = true;
  close_when_sent_ = !keep_alive;
  phase_ = keep_alive ? Phase::Ready : Phase::Leaving;
}

void Connection::refuse(int status, std::string_view reason) {
  if (!in_body_) {  // the head is not whole: there is no route, and no method to go by
    request_id_ = thread_->next_request_id();
    match_ = {};
  }
  const bool is_head = in_body_ && parser_.request().method == Method::Head;
  write(error_response(status, reason, request_id_), is_head, /*keep_alive=*/false);
  phase_ = Phase::Leaving;
  deadline_ = Time::max();
  close_when_sent_ = true;
  linger_when_sent_ = true;
}

void Connection::write(Response&& response, bool is_head, bool keep_alive) {
  Service& service = thread_->service();
  const int status = response.status;
  service.requests_by_class[static_cast<size_t>(status / 100)]->add();
  if (status >= 500 && status != 503)
    LOG(error, "request {} to {}: answered {}", to_hex(request_id_),
        match_.route != nullptr ? match_.route->pattern : "no route", status);
  write_response(
      out_, std::move(response),
      {.defaults = transport_ == Transport::Tls ? service.tls_fields : service.plain_fields,
       .date = thread_->date(),
       .request_id = request_id_,
       .is_head = is_head,
       .keep_alive = keep_alive,
       .is_http_1_0 = parser_.is_http_1_0()});
}

bool Connection::flush() {
  if (is_writing_ || phase_ == Phase::Closed || out_.empty()) return false;
  std::swap(out_, sending_);
  if (write_all(sending_)) {
    sending_.clear();
    all_sent();
    return true;
  }
  is_writing_ = true;
  write_deadline_ = thread_->now() + options().deadlines.write +
                    allowed_for(sending_.bytes.size() + sending_.tail().size());
  return false;
}

void Connection::all_sent() {
  if (!close_when_sent_ || !out_.empty() || phase_ == Phase::Handling) return;
  // TLS says goodbye in any case, so that the peer can tell the end from a cut.
  if (!linger_when_sent_ && transport_ != Transport::Tls) return close();
  phase_ = Phase::Lingering;
  deadline_ = thread_->now() + options().deadlines.linger;
  linger();
}

void Connection::expire() {
  const bool is_slow_sender = phase_ == Phase::Head || phase_ == Phase::Body;
  if (!is_slow_sender || write_deadline_ < thread_->now()) return close();
  refuse(408, "the request took too long");
  flush();
}

void Connection::close() {
  if (phase_ == Phase::Closed) return;
  phase_ = Phase::Closed;
  const auto self = shared_from_this();
  thread_->remove(*this);
  close_transport();
}

}  // namespace glassjar::net

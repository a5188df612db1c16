// Result<T>: the value of an operation that can fail, or the Error that says why it did.
//
// The member names are std::expected's, so that an alias can replace this class once the
// compiler and its tools know the standard one.
#pragma once

#include <fmt/core.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace glassjar {

// What kind of failure it is; `api/` maps each to one HTTP status.
enum class ErrorCode {
  InvalidArgument,    // the caller's input is wrong; the message names the field
  Unauthenticated,    // no proof of who asks, or a wrong one
  Forbidden,          // a known caller who may not
  NotFound,           // no such thing
  Conflict,           // it exists already, or changed meanwhile
  TooLarge,           // over a stated limit
  ResourceExhausted,  // too many, too fast; try later
  Unavailable,        // a dependency cannot do it now (disk full, locked); try later
  DataLoss,           // stored data does not read back as written
  Internal,           // ours to mend; shown to people as "Internal error" only
};

struct Error {
  ErrorCode code = ErrorCode::Internal;
  // What was tried, on what, colon, why: `open records database "/srv/r.db": locked`.
  std::string message;
};

// An Error on its way into a Result (std::unexpected).
template <class E>
class unexpected {
 public:
  explicit unexpected(E error) : error_(std::move(error)) {}
  E& error() & { return error_; }
  E&& error() && { return std::move(error_); }

 private:
  E error_;
};

// Makes the failing return value: `return fail(ErrorCode::NotFound, "site {}: unknown", host);`
template <class... Args>
[[nodiscard]] unexpected<Error> fail(ErrorCode code, fmt::format_string<Args...> format,
                                     Args&&... args) {
  return unexpected<Error>(Error{code, fmt::format(format, std::forward<Args>(args)...)});
}

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Error;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(*-explicit-*)
  Result(unexpected<Error> e)                                            // NOLINT(*-explicit-*)
      : state_(std::in_place_index<1>, std::move(e).error()) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return checked(), std::get<0>(state_); }
  const T& value() const& { return checked(), std::get<0>(state_); }
  T&& value() && { return checked(), std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & { return CHECK(!has_value()), std::get<1>(state_); }
  const Error& error() const& { return CHECK(!has_value()), std::get<1>(state_); }
  Error&& error() && { return CHECK(!has_value()), std::get<1>(std::move(state_)); }

  template <class U>
  T value_or(U&& other) const& {
    return has_value() ? std::get<0>(state_) : static_cast<T>(std::forward<U>(other));
  }

 private:
  // The error's text matters more than the place: it is printed before the abort.
  void checked() const {
    if (!has_value()) check_failed(std::get<1>(state_).message.c_str(), __FILE__, __LINE__);
  }

  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  using error_type = Error;

  Result() = default;
  Result(unexpected<Error> e) : error_(std::move(e).error()) {}  // NOLINT(*-explicit-*)

  [[nodiscard]] bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  void value() const {
    if (error_) check_failed(error_->message.c_str(), __FILE__, __LINE__);
  }

  Error& error() & { return CHECK(error_.has_value()), *error_; }
  const Error& error() const& { return CHECK(error_.has_value()), *error_; }
  Error&& error() && { return CHECK(error_.has_value()), std::move(*error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace glassjar

// The value of `expression`, or a return of its error from the enclosing function.
//
// Not inside braces that hold members with destructors before it: GCC 12 leaks those members when
// the return is taken. Take the value first.
#define TRY(expression) GLASSJAR_TRY(expression, GLASSJAR_JOIN(try_result_, __COUNTER__))
#define GLASSJAR_JOIN(a, b) GLASSJAR_JOIN_EXPANDED(a, b)
#define GLASSJAR_JOIN_EXPANDED(a, b) a##b
#define GLASSJAR_TRY(expression, result)                                           \
  __extension__({                                                                  \
    auto&& result = (expression);                                                  \
    if (!result.has_value())                                                       \
      return ::glassjar::unexpected<::glassjar::Error>(std::move(result).error()); \
    std::move(result).value();                                                     \
  })

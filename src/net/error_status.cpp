// The table itself: every code has its line.
#include "net/error_status.h"

#include "base/check.h"

namespace glassjar::net {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument:
      return 400;
    case ErrorCode::Unauthenticated:
      return 401;
    case ErrorCode::Forbidden:
      return 403;
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::Conflict:
      return 409;
    case ErrorCode::TooLarge:
      return 413;
    case ErrorCode::ResourceExhausted:
      return 429;
    case ErrorCode::Unavailable:
      return 503;
    case ErrorCode::DataLoss:
    case ErrorCode::Internal:
      return 500;
  }
  CHECK(false);
}

}  // namespace glassjar::net

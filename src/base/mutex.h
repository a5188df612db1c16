// Mutex<T>: a lock that owns its data, so that unlocked access does not compile.
#pragma once

#include <mutex>
#include <shared_mutex>
#include <utility>

namespace glassjar {

template <class T, class M = std::mutex>
class Mutex {
 public:
  template <class Value, class Lock>
  class Access {
   public:
    Access(Value& value, M& mutex) : value_(&value), lock_(mutex) {}
    Value& operator*() const { return *value_; }
    Value* operator->() const { return value_; }
    // For std::condition_variable only.
    Lock& underlying() { return lock_; }

   private:
    Value* value_;
    Lock lock_;
  };

  template <class... Args>
  explicit Mutex(Args&&... args) : value_(std::forward<Args>(args)...) {}

  // Holds the lock for the lifetime of what it returns.
  auto lock() { return Access<T, std::unique_lock<M>>(value_, mutex_); }
  auto lock() const { return Access<const T, std::unique_lock<M>>(value_, mutex_); }
  // With M = std::shared_mutex: several readers at once.
  auto lock_shared() const { return Access<const T, std::shared_lock<M>>(value_, mutex_); }

 private:
  mutable M mutex_;
  T value_;
};

template <class T>
using SharedMutex = Mutex<T, std::shared_mutex>;

}  // namespace glassjar

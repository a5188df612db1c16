// Random: the only source of randomness, passed in so that tests can repeat a run.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <span>

namespace glassjar {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<uint8_t> out) = 0;

  // Any of the 2^64 values but zero, which means "none" in every id.
  uint64_t nonzero64();
  template <size_t N>
  std::array<uint8_t, N> bytes() {
    std::array<uint8_t, N> out{};
    fill(out);
    return out;
  }
};

// The operating system's cryptographic generator; safe from several threads.
class SystemRandom final : public Random {
 public:
  void fill(std::span<uint8_t> out) override;
};

// Repeatable, for tests and simulation only; not for several threads.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : engine_(seed) {}
  void fill(std::span<uint8_t> out) override;

 private:
  std::mt19937_64 engine_;
};

}  // namespace glassjar

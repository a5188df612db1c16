// A small stand-in for libFuzzer's main, so that every compiler can run the fuzz targets in the
// everyday test set: replays the corpus, then feeds seeded mutations of it for some seconds.
//
//   x_fuzz CORPUS_DIR SECONDS [SEED]
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr size_t kInputBytesMax = 64 << 10;

std::vector<std::string> read_corpus(const std::filesystem::path& directory) {
  std::vector<std::string> corpus = {""};
  if (!std::filesystem::is_directory(directory)) return corpus;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ifstream file(entry.path(), std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

// One random change: flips, inserts, erases, repeats, splices.
void mutate(std::string& input, const std::vector<std::string>& corpus, std::mt19937_64& random) {
  const auto below = [&](size_t n) { return n == 0 ? 0 : static_cast<size_t>(random() % n); };
  const size_t at = below(input.size() + 1);
  switch (random() % 6) {
    case 0:
      if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << (random() % 8)));
      break;
    case 1:
      input.insert(at, 1, static_cast<char>(random()));
      break;
    case 2:
      input.erase(at, below(16));
      break;
    case 3:
      input.insert(at, input.substr(below(input.size()), below(64)));
      break;
    case 4: {
      const std::string& other = corpus[below(corpus.size())];
      input.insert(at, other.substr(below(other.size()), below(256)));
      break;
    }
    default: {
      static const char* const kEdges[] = {
          "\0", "\xff", "\"", "%", "\r\n", "{", "[", "\\u0000", "18446744073709551616",
          "-1", "1e999"};
      input.insert(at, kEdges[below(std::size(kEdges))]);
    }
  }
  if (input.size() > kInputBytesMax) input.resize(kInputBytesMax);
}

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s CORPUS_DIR SECONDS [SEED]\n", argv[0]);
    return 2;
  }
  const std::vector<std::string> corpus = read_corpus(argv[1]);
  if (corpus.size() == 1) {
    std::fprintf(stderr, "%s: no seeds in %s\n", argv[0], argv[1]);
    return 1;
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[2]));
  const uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : std::random_device{}();
  std::printf("seed %llu, corpus of %zu\n", static_cast<unsigned long long>(seed), corpus.size());
  std::fflush(stdout);
  for (const std::string& input : corpus) run(input);
  std::mt19937_64 random(seed);
  uint64_t inputs = corpus.size();
  while (std::chrono::steady_clock::now() < end) {
    for (int i = 0; i < 100; ++i, ++inputs) {
      std::string input = corpus[random() % corpus.size()];
      for (uint64_t changes = 1 + random() % 8; changes > 0; --changes)
        mutate(input, corpus, random);
      run(input);
    }
  }
  std::printf("%llu inputs\n", static_cast<unsigned long long>(inputs));
}

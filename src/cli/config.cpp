// Reading of options from TOML (toml++) and from the environment, by one table of keys.
#include "cli/config.h"

#include <unistd.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "base/spelling.h"

namespace glassjar::cli {
namespace {

// One key: how a text sets it, which serves the file and the environment alike, and what it is.
struct Key {
  std::string_view name;
  Result<void> (*set)(Options&, const std::vector<std::string>& values);
  std::string_view about;
};

Result<std::string> only(const std::vector<std::string>& values) {
  if (values.size() == 1) return values.front();
  return fail(ErrorCode::InvalidArgument, "want one value, not a list");
}

template <auto Member>
Result<void> set_text(Options& options, const std::vector<std::string>& values) {
  options.*Member = TRY(only(values));
  return {};
}

Result<void> set_public_url(Options& options, const std::vector<std::string>& values) {
  const std::string text = TRY(only(values));
  TRY(check_public_url(text));
  options.public_url = text;
  return {};
}

template <auto Member, uint32_t Min, uint32_t Max>
Result<void> set_number(Options& options, const std::vector<std::string>& values) {
  const std::string text = TRY(only(values));
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < Min || number > Max)
    return fail(ErrorCode::InvalidArgument, "\"{}\": want a whole number from {} to {}", text, Min,
                Max);
  options.*Member = number;
  return {};
}

template <auto Member>
Result<void> set_switch(Options& options, const std::vector<std::string>& values) {
  const std::string text = TRY(only(values));
  if (text != "true" && text != "false")
    return fail(ErrorCode::InvalidArgument, "\"{}\": want true or false", text);
  options.*Member = text == "true";
  return {};
}

template <auto Member>
Result<void> set_list(Options& options, const std::vector<std::string>& values) {
  options.*Member = values;
  return {};
}

constexpr Key kKeys[] = {
    {"demo", set_switch<&Options::demo>, "true: also serve the demo site under /demo/"},
    {"floor", set_number<&Options::floor, 1, 1000>,
     "fewest visitors that a row shows, for sites added from then on (5)"},
    {"io_threads", set_number<&Options::io_threads, 1, 64>, "threads that collect (1)"},
    {"listen", set_text<&Options::listen>, "address and port (127.0.0.1:8080)"},
    {"log_level", set_text<&Options::log_level>, "trace, debug, info, warn, error or off (info)"},
    {"memory_limit_mib", set_number<&Options::memory_limit_mib, 128, 1'048'576>,
     "memory for questions, in MiB (1024)"},
    {"public_url", set_public_url, "how people reach it, behind a proxy (as they ask)"},
    {"salts", set_text<&Options::salts>,
     "folder in memory for the salts (/run/glassjar or /dev/shm)"},
    {"tls_cert", set_text<&Options::tls_cert>, "PEM certificate chain"},
    {"tls_key", set_text<&Options::tls_key>, "PEM private key"},
    {"trusted_proxies", set_list<&Options::trusted_proxies>,
     "list of networks whose X-Forwarded-For is believed (loopback)"},
    {"worker_threads", set_number<&Options::worker_threads, 1, 256>, "threads that answer (4)"},
};

const Key* find_key(std::string_view name) {
  for (const Key& key : kKeys)
    if (key.name == name) return &key;
  return nullptr;
}

// A value of the file as texts; nothing for kinds that no key takes.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto number = node.value_exact<int64_t>()) return std::to_string(*number);
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  return std::nullopt;
}

std::optional<std::vector<std::string>> texts_of(const toml::node& node) {
  std::vector<std::string> texts;
  const toml::array* list = node.as_array();
  if (list == nullptr) {
    auto text = text_of(node);
    if (!text) return std::nullopt;
    return std::vector<std::string>{*std::move(text)};
  }
  for (const toml::node& item : *list) {
    auto text = text_of(item);
    if (!text) return std::nullopt;
    texts.push_back(*std::move(text));
  }
  return texts;
}

std::string_view nearest_key(std::string_view key) {
  std::array<std::string_view, std::size(kKeys)> names;
  std::transform(std::begin(kKeys), std::end(kKeys), names.begin(),
                 [](const Key& known) { return known.name; });
  return nearest(key, names);
}

unexpected<Error> at_line(const std::filesystem::path& path, const toml::node& node,
                          std::string_view key, std::string_view why) {
  return fail(ErrorCode::InvalidArgument, "{}:{}: {}: {}", path.string(), node.source().begin.line,
              key, why);
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  for (size_t start = 0; start <= text.size();) {
    const size_t comma = std::min(text.find(',', start), text.size());
    parts.emplace_back(text.substr(start, comma - start));
    start = comma + 1;
  }
  return parts;
}

}  // namespace

Result<void> check_public_url(std::string_view url) {
  const std::string_view rest = url.starts_with("https://") || url.starts_with("http://")
                                    ? url.substr(url.find(':') + 3)
                                    : "";
  // What would end a host or an attribute is not written into tags.
  constexpr std::string_view kNotInHosts = "?#@\\\"'<> \t\r\n";
  if (!rest.empty() && !rest.starts_with('/') && !rest.starts_with(':') &&
      rest.find_first_of(kNotInHosts) == std::string_view::npos)
    return {};
  return fail(ErrorCode::InvalidArgument,
              "public URL \"{}\": want http:// or https:// and a host, as in "
              "https://stats.example.org",
              url);
}

std::string keys_help() {
  std::string help = "Keys of the configuration file, also as GLASSJAR_LISTEN and so on:\n";
  for (const Key& key : kKeys) help += fmt::format("  {:<17} {}\n", key.name, key.about);
  return help;
}

Result<void> read_config_file(const std::filesystem::path& path, Options& options) {
  toml::table table;
  try {
    table = toml::parse_file(path.string());
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::InvalidArgument, "{}:{}: {}", path.string(), error.source().begin.line,
                error.description());
  }
  for (const auto& [name, node] : table) {
    const Key* key = find_key(name.str());
    if (key == nullptr)
      return at_line(path, node, name.str(),
                     fmt::format("unknown key; did you mean {}?", nearest_key(name.str())));
    const auto values = texts_of(node);
    if (!values) return at_line(path, node, name.str(), "want a text, a number, true or false");
    if (const auto set = key->set(options, *values); !set)
      return at_line(path, node, name.str(), set.error().message);
  }
  return {};
}

Result<void> read_environment(const std::vector<std::string>& names, const Environment& get,
                              Options& options) {
  constexpr std::string_view kPrefix = "GLASSJAR_";
  for (const std::string& name : names) {
    const std::string lower = lowered(std::string_view(name).substr(kPrefix.size()));
    const Key* key = find_key(lower);
    if (key == nullptr) {
      std::string nearest(nearest_key(lower));
      for (char& c : nearest)
        if (is_lower(c)) c = static_cast<char>(c - 'a' + 'A');
      return fail(ErrorCode::InvalidArgument, "environment: {}: unknown; did you mean {}{}?", name,
                  kPrefix, nearest);
    }
    const char* value = get(name.c_str());
    if (value == nullptr) continue;
    const bool is_list = key->name == "trusted_proxies";
    const auto values = is_list ? split_at_commas(value) : std::vector<std::string>{value};
    if (const auto set = key->set(options, values); !set)
      return fail(ErrorCode::InvalidArgument, "environment: {}: {}", name, set.error().message);
  }
  return {};
}

std::vector<std::string> glassjar_variables() {
  std::vector<std::string> names;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (text.starts_with("GLASSJAR_")) names.emplace_back(text.substr(0, text.find('=')));
  }
  return names;
}

}  // namespace glassjar::cli

// RFC 8259 strings, as far as this file writes them: \" \\ and \u00XX for control characters.
#include "storage/duckdb/props_text.h"

#include <fmt/format.h>

#include <optional>

#include "base/encoding.h"

namespace glassjar::storage::duckdb {
namespace {

std::string to_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// The character after a backslash, taken from the front.
std::optional<char> take_escaped(std::string_view& text) {
  if (text.starts_with("u") && text.size() >= 5) {
    const auto code = u64_from_hex(text.substr(1, 4));
    text.remove_prefix(5);
    return code ? std::optional(static_cast<char>(*code)) : std::nullopt;
  }
  if (text.empty()) return std::nullopt;
  const char c = text.front();
  text.remove_prefix(1);
  return c;
}

// A string with its quotes and the one character after it.
std::optional<std::string> take_string(std::string_view& text) {
  if (!text.starts_with('"')) return std::nullopt;
  text.remove_prefix(1);
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '"') {
      if (!text.empty()) text.remove_prefix(1);
      return out;
    }
    const std::optional<char> plain = c == '\\' ? take_escaped(text) : c;
    if (!plain) return std::nullopt;
    out += *plain;
  }
  return std::nullopt;
}

}  // namespace

std::string props_to_text(const Props& props) {
  std::string out;
  for (const auto& [name, value] : props)
    out += fmt::format("{}{}:{}", out.empty() ? "{" : ",", to_json(name), to_json(value));
  return out.empty() ? out : out + "}";
}

Props props_from_text(std::string_view text) {
  Props props;
  if (text.starts_with('{')) text.remove_prefix(1);
  while (auto name = take_string(text)) {
    auto value = take_string(text);
    if (!value) break;
    props.emplace_back(std::move(*name), std::move(*value));
  }
  return props;
}

}  // namespace glassjar::storage::duckdb

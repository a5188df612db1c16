// Tables and widths.
#include "cookies_command/terminal.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/ascii.h"
#include "base/check.h"
#include "cookies_command/printable.h"

namespace glassjar::cookies_command {
namespace {

constexpr size_t kGap = 2;
constexpr size_t kCellMin = 4;
constexpr size_t kColumnsDefault = 80;
constexpr size_t kWrapMin = 20;

std::string padded(std::string_view cell, size_t width, Align align) {
  const std::string cut = cut_to_columns(cell, width);
  const std::string space(width - columns_of(cut), ' ');
  return align == Align::Right ? space + cut : cut + space;
}

}  // namespace

Terminal terminal_of_stdout() {
  Terminal terminal;
  if (::isatty(STDOUT_FILENO) == 0) return terminal;
  winsize size{};
  terminal.columns = kColumnsDefault;
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal.columns = size.ws_col;
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  terminal.colour = (no_color == nullptr || *no_color == '\0') &&
                    (kind == nullptr || std::string_view(kind) != "dumb");
  return terminal;
}

std::string bold(std::string_view text, const Terminal& terminal) {
  return terminal.colour ? fmt::format("\x1B[1m{}\x1B[0m", text) : std::string(text);
}

void Table::add(std::vector<std::string> cells) {
  CHECK(cells.size() == columns_.size());
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

std::vector<size_t> Table::widths(size_t columns_max) const {
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    size_t width = columns_of(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, columns_of(row[i]));
    widths.push_back(width);
  }
  if (columns_max == 0) return widths;
  size_t total = kGap * (widths.size() - 1);
  for (const size_t width : widths) total += width;
  while (total > columns_max) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kCellMin) break;
    --*widest;
    --total;
  }
  return widths;
}

std::string Table::render(const Terminal& terminal) const {
  const std::vector<size_t> width = widths(terminal.columns);
  const auto line = [&](const auto& cell_of) {
    std::string out;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) out.append(kGap, ' ');
      out += padded(cell_of(i), width[i], columns_[i].align);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
  };
  std::string out = bold(line([&](size_t i) { return columns_[i].title; }), terminal) + "\n";
  for (const auto& row : rows_) out += line([&](size_t i) { return row[i]; }) + "\n";
  return out;
}

std::string wrap(std::string_view text, const Terminal& terminal, size_t indent) {
  if (terminal.columns == 0) return std::string(text);
  const size_t width = std::max(terminal.columns, indent + kWrapMin);
  std::string out;
  size_t column = 0;
  while (!text.empty()) {
    const std::string_view word = cut_until(text, ' ');
    const size_t wanted = columns_of(word);
    if (column > 0 && column + 1 + wanted > width) {
      out.append("\n").append(indent, ' ');
      column = indent;
    } else if (column > 0) {
      out.push_back(' ');
      ++column;
    }
    out += word;
    column += wanted;
  }
  return out;
}

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string counted(uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

}  // namespace glassjar::cookies_command

// Standard output as people see it: its width, whether it has colours, and tables that fit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace glassjar::cookies_command {

struct Terminal {
  size_t columns = 0;  // 0: no terminal, lines are as long as they are
  bool colour = false;
};

// Colour only on a terminal, and not where NO_COLOR is set (https://no-color.org).
Terminal terminal_of_stdout();

std::string bold(std::string_view text, const Terminal& terminal);

enum class Align { Left, Right };

struct Column {
  std::string title;
  Align align = Align::Left;
};

// Rows under titles. Cells are made printable; where the terminal is too narrow the widest columns
// are cut.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  // As many cells as columns.
  void add(std::vector<std::string> cells);
  // Ends in a newline.
  std::string render(const Terminal& terminal) const;

 private:
  std::vector<size_t> widths(size_t columns_max) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// `text` in lines of at most the terminal's width, each after the first indented; one line without
// a terminal.
std::string wrap(std::string_view text, const Terminal& terminal, size_t indent);

// "1,204"
std::string grouped(uint64_t number);
// "1 item", "1,204 items"
std::string counted(uint64_t number, std::string_view one, std::string_view many);

}  // namespace glassjar::cookies_command

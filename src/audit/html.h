// HTML and XML that are well-formed and escaped by construction: text and attributes go in through
// here, or not at all.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glassjar::audit {

class MarkupWriter {
 public:
  using Attribute = std::pair<std::string_view, std::string_view>;

  // Closes its element when it goes out of scope.
  class Element {
   public:
    Element(MarkupWriter& writer, std::string_view name) : writer_(writer), name_(name) {}
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;
    ~Element() { writer_.out_.append("</").append(name_).append(">\n"); }

   private:
    MarkupWriter& writer_;
    std::string_view name_;
  };

  // The element's name is a literal of ours; so are attribute names. Values are anybody's text.
  [[nodiscard]] Element open(std::string_view name,
                             std::initializer_list<Attribute> attributes = {});
  // An element with nothing but text in it.
  void element(std::string_view name, std::string_view text,
               std::initializer_list<Attribute> attributes = {});
  // An element without content (<meta>, <br>).
  void empty(std::string_view name, std::initializer_list<Attribute> attributes = {});
  void text(std::string_view text);
  // Literals of ours: a document type, a style sheet.
  void literal(std::string_view text) { out_.append(text); }

  std::string take() { return std::move(out_); }

 private:
  void start(std::string_view name, std::initializer_list<Attribute> attributes);

  std::string out_;
};

// & < > " ' as entities. What is not UTF-8, and control characters that XML 1.0 cannot hold, become
// U+FFFD.
std::string escaped(std::string_view text);

// The text with what is not UTF-8 as U+FFFD.
std::string valid_utf8(std::string_view text);

}  // namespace glassjar::audit

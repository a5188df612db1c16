// Document frame, style and tables.
#include "audit/page_frame.h"

#include "base/ascii.h"

namespace glassjar::audit {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --paper: #f8f5ef; --surface: #fffdf9; --line: #e8e0d2;
  --ink: #2b241c; --soft: #685d4f; --accent: #94540a; --honey: #eda323; --good: #2f6b3c; --bad: #a33a22; }
@media (prefers-color-scheme: dark) { :root { --paper: #17130f; --surface: #211c16; --line: #3a3228;
  --ink: #f4ede2; --soft: #b9ac9a; --accent: #f4b94f; --honey: #f2b13c; --good: #8fd19c; --bad: #f2a08a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; border-bottom: 3px solid var(--honey); padding-bottom: .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { max-width: 46rem; margin: .4rem 0; }
.soft, caption, dt { color: var(--soft); }
.bad { color: var(--bad); font-weight: 600; }
.good { color: var(--good); font-weight: 600; }
.finding { background: var(--surface); border: 1px solid var(--line); border-radius: 9px;
  padding: .6rem .9rem; margin: .5rem 0; break-inside: avoid; overflow-wrap: anywhere; }
.finding strong { display: block; }
.finding ul { margin: .25rem 0 0; padding-left: 1.2rem; color: var(--soft); font-size: .87em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--surface); font-size: .87em; }
caption { text-align: left; padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border: 1px solid var(--line); }
td.long { overflow-wrap: anywhere; min-width: 9rem; }
thead th { position: sticky; top: 0; background: var(--surface); }
a { color: var(--accent); }
@media print { body { background: #fff; color: #000; font-size: 10pt; } main { max-width: none; padding: 0; }
  .scroll { overflow: visible; } thead th { position: static; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
)css";

// Words such as addresses, which must be broken lest the table grows beyond the paper.
bool has_long_word(std::string_view text) {
  constexpr size_t kWordMax = 24;
  while (!text.empty())
    if (cut_until(text, ' ').size() > kWordMax) return true;
  return false;
}

}  // namespace

std::string page_frame(std::string_view title, std::string_view language,
                       const std::function<void(MarkupWriter&)>& body) {
  MarkupWriter html;
  html.literal("<!doctype html>\n");
  {
    const auto root = html.open("html", {{"lang", language}});
    {
      const auto head = html.open("head");
      html.empty("meta", {{"charset", "utf-8"}});
      html.empty("meta",
                 {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
      html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                          {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
      html.element("title", title);
      const auto style = html.open("style");
      html.literal(kStyle);
    }
    const auto document = html.open("body");
    const auto main = html.open("main");
    body(html);
  }
  return html.take();
}

void write_table(MarkupWriter& html, std::string_view caption,
                 const std::vector<std::string_view>& headings,
                 const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return;
  const auto scroll = html.open("div", {{"class", "scroll"}});
  const auto table = html.open("table");
  html.element("caption", caption);
  {
    const auto head = html.open("thead");
    const auto row = html.open("tr");
    for (const std::string_view heading : headings) html.element("th", heading, {{"scope", "col"}});
  }
  const auto body = html.open("tbody");
  for (const std::vector<std::string>& cells : rows) {
    const auto row = html.open("tr");
    for (const std::string& cell : cells)
      if (has_long_word(cell))
        html.element("td", cell, {{"class", "long"}});
      else
        html.element("td", cell);
  }
}

}  // namespace glassjar::audit

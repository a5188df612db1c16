// glassjar cookies: the answer in a screenful.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "cookies_command/command.h"
#include "cookies_command/jar.h"
#include "cookies_command/jar_json.h"
#include "cookies_command/memory.h"
#include "cookies_command/terminal.h"

namespace glassjar::cookies_command {
namespace {

constexpr size_t kCompaniesShown = 10;
constexpr size_t kNamesShown = 5;

std::string names_in_words(const std::set<std::string>& names) {
  std::string out;
  size_t shown = 0;
  for (const std::string& name : names) {
    if (shown == kNamesShown) {
      out += fmt::format(" and {} more", names.size() - shown);
      break;
    }
    out.append(shown++ == 0 ? "" : ", ").append(name);
  }
  return out;
}

std::string profiles_in_words(const std::vector<browsers::Profile>& profiles) {
  std::set<std::string> names;
  for (const browsers::Profile& profile : profiles)
    names.insert(fmt::format("{} ({})", profile.browser, profile.name));
  return names_in_words(names);
}

void print_companies(const Jar& jar, const Terminal& terminal) {
  Table table({{"Company"},
               {"Category"},
               {"Tracker"},
               {"Identifiers", Align::Right},
               {"Items", Align::Right},
               {"Shared with", Align::Right},
               {"Since"}});
  for (size_t i = 0; i < std::min(jar.companies.size(), kCompaniesShown); ++i) {
    const Company& company = jar.companies[i];
    table.add({company.name, company.category, company.tracker ? "yes" : "",
               grouped(company.identifiers), grouped(company.items.size()),
               company.shares_with.empty() ? "" : grouped(company.shares_with.size()),
               company.since ? to_iso(*company.since).substr(0, 10) : ""});
  }
  fmt::print("{}", table.render(terminal));
}

void print_news(const News& news, const Terminal& terminal) {
  if (!news.since) return;
  const std::string since = to_iso(*news.since);
  const std::string text =
      news.items == 0
          ? fmt::format("Nothing new since {}.", since)
          : fmt::format("New since {}: {} of {}: {}.", since, counted(news.items, "item", "items"),
                        counted(news.companies.size(), "company", "companies"),
                        names_in_words(news.companies));
  print_line(wrap(text, terminal, 0));
}

void print_text(const Jar& jar, const News& news) {
  const Terminal terminal = terminal_of_stdout();
  const uint64_t knowing = jar.companies_that_know();
  print_line(bold(fmt::format("{} {} this browser.", counted(knowing, "company", "companies"),
                              knowing == 1 ? "knows" : "know"),
                  terminal));
  print_line(wrap(fmt::format("{} of {} in {}.", counted(jar.scan.items.size(), "item", "items"),
                              counted(jar.companies.size(), "company", "companies"),
                              profiles_in_words(jar.scan.profiles)),
                  terminal, 0));
  print_line("");
  if (!jar.companies.empty()) {
    print_companies(jar, terminal);
    print_line("");
  }
  print_news(news, terminal);
  if (const uint64_t back = jar.unexplained_respawns(); back > 0)
    print_line(fmt::format("{} came back after being deleted: `show COMPANY` names the source.",
                           counted(back, "value", "values")));
  if (!jar.graph.edges.empty())
    print_line(fmt::format("{} of companies hold the same identifier of this browser.",
                           counted(jar.graph.edges.size(), "pair", "pairs")));
  print_line("`show COMPANY` has the evidence, `dump --dry-run` what emptying would remove.");
}

}  // namespace

Result<void> show_overview(Run& run, bool as_json) {
  const Jar jar = TRY(open_jar(run, TRY(chosen_profiles(run))));
  const News news = TRY(take_news(run, jar));
  if (as_json)
    print_line(boost::json::serialize(overview_json(jar, news)));
  else
    print_text(jar, news);
  print_problems(jar.scan);
  print_notes(run);
  return {};
}

}  // namespace glassjar::cookies_command

// glassjar cookies: the answer in a screenful.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "cookies_command/command.h"
#include "cookies_command/jar.h"
#include "cookies_command/memory.h"
#include "cookies_command/terminal.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;

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

uint64_t unexplained(const Jar& jar) {
  uint64_t count = 0;
  for (const cookies::Respawned& each : jar.respawned) count += !each.explained_by_sign_in;
  return count;
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
  if (const uint64_t back = unexplained(jar); back > 0)
    print_line(fmt::format("{} came back after being deleted: `show COMPANY` names the source.",
                           counted(back, "value", "values")));
  if (!jar.graph.edges.empty())
    print_line(fmt::format("{} of companies hold the same identifier of this browser.",
                           counted(jar.graph.edges.size(), "pair", "pairs")));
  print_line("`show COMPANY` has the evidence, `dump --dry-run` what emptying would remove.");
}

json::object company_json(const Company& company) {
  const auto texts = [](const std::set<std::string>& set) {
    json::array out;
    for (const std::string& each : set) out.emplace_back(each);
    return out;
  };
  json::array stores;
  for (const cookies::Store store : company.stores) stores.emplace_back(cookies::id_of(store));
  json::object out;
  out["company"] = company.name;
  out["category"] = company.category;
  out["tracker"] = company.tracker;
  out["identifiers"] = company.identifiers;
  out["items"] = company.items.size();
  out["stores"] = std::move(stores);
  out["sites"] = texts(company.sites);
  out["seen_on"] = texts(company.seen_on);
  out["shares_with"] = texts(company.shares_with);
  if (company.since)
    out["since"] = to_iso(*company.since);
  else
    out["since"] = nullptr;
  return out;
}

void print_json(const Jar& jar, const News& news) {
  json::array companies;
  for (const Company& company : jar.companies) companies.push_back(company_json(company));
  json::array new_companies;
  for (const std::string& each : news.companies) new_companies.emplace_back(each);
  json::object out;
  out["companies_that_know"] = jar.companies_that_know();
  out["items"] = jar.scan.items.size();
  out["respawned"] = unexplained(jar);
  out["sharing_pairs"] = jar.graph.edges.size();
  out["new_since"] = news.since ? json::value(to_iso(*news.since)) : json::value(nullptr);
  out["new_items"] = news.items;
  out["new_companies"] = std::move(new_companies);
  out["companies"] = std::move(companies);
  print_line(json::serialize(out));
}

}  // namespace

Result<void> show_overview(Run& run, bool as_json) {
  const Jar jar = TRY(open_jar(run, TRY(chosen_profiles(run))));
  const News news = TRY(take_news(run, jar));
  if (as_json)
    print_json(jar, news);
  else
    print_text(jar, news);
  print_problems(jar.scan);
  print_notes(run);
  return {};
}

}  // namespace glassjar::cookies_command

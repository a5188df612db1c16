// glassjar audit: what a site leaves in browsers, from a driven Chromium or from HAR files.
#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <set>

#include "audit/browser/audit_site.h"
#include "audit/har.h"
#include "audit/report.h"
#include "audit/tracker_lists.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/audit_keep.h"
#include "cli/command.h"

namespace glassjar::cli {
namespace {

// A finding that --fail-on names: neither a failure of the program nor wrong use.
constexpr int kExitFound = 3;

struct Words {
  std::string url;
  std::vector<std::string> har;
  size_t pages = 1;
  std::string declared;
  std::vector<std::string> consent;
  std::vector<std::string> fail_on;
  std::string format = "text";
  std::string out;
  std::string write_declared;
  std::string write_page;
  std::string site;  // to keep the audit for, on the server of --data
  std::string lists;
  std::string chromium;
  std::vector<std::string> chromium_flags;
  unsigned wait_seconds = 0;
};

Result<std::set<audit::Kind>> failing_kinds(const std::vector<std::string>& names) {
  std::set<audit::Kind> kinds;
  for (const std::string& name : names) {
    const auto kind = audit::parse_kind(name);
    if (kind)
      kinds.insert(*kind);
    else if (name == "any")
      for (const audit::KindInfo& each : audit::kinds()) kinds.insert(each.kind);
    else
      return fail(ErrorCode::InvalidArgument,
                  "--fail-on {}: no such kind (glassjar audit --help lists them)", name);
  }
  return kinds;
}

// One line that is written over again, on a terminal; else nothing.
audit::browser::Progress progress_line() {
  if (isatty(STDERR_FILENO) == 0) return [](std::string_view) {};
  return [](std::string_view what) {
    fmt::print(stderr, "\r\033[K{}", what.substr(0, 120));
    std::fflush(stderr);
  };
}

// Ends as the signal does by default, so that a shell sees what happened.
void end_by(int signal) {
  fmt::print(stderr,
             "glassjar: audit: interrupted: its browsers have ended, their profiles are removed\n");
  ::raise(signal);
}

Result<audit::Observation> drive(const Words& words, std::vector<audit::Consent> consents,
                                 const Clock& clock) {
  audit::browser::SitePlan plan;
  plan.url = words.url;
  plan.pages = words.pages;
  if (!consents.empty()) plan.consents = std::move(consents);
  plan.chromium = words.chromium;
  plan.flags = words.chromium_flags;
  if (words.wait_seconds > 0) plan.patience.quiet = seconds(words.wait_seconds);
  std::optional interruption(TRY(audit::browser::Interruption::watch()));
  plan.interruption = &*interruption;
  auto seen = audit::browser::audit_site(plan, clock, progress_line());
  const int signal = interruption->signal();
  interruption.reset();
  if (isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r\033[K");
  if (signal != 0) end_by(signal);
  return seen;
}

Result<audit::Observation> observe(const Words& words, const Clock& clock) {
  std::vector<audit::Consent> consents;
  for (const std::string& name : words.consent)
    if (const auto consent = audit::parse_consent(name)) consents.push_back(*consent);
  if (words.har.empty()) return drive(words, std::move(consents), clock);
  if (consents.size() > 1)
    return fail(ErrorCode::InvalidArgument, "--consent: a HAR file was recorded at one state only");
  audit::Observation seen;
  for (const std::string& path : words.har) {
    const std::string file = TRY(read_file(path, audit::kHarBytesMax));
    const auto consent = consents.empty() ? audit::Consent::Unknown : consents.front();
    const std::string name = std::filesystem::path(path).filename().string();
    seen.append(TRY(audit::read_har(file, name, consent)));
  }
  return seen;
}

Result<std::optional<std::vector<audit::Declared>>> load_declared(const std::string& path) {
  if (path.empty()) return std::optional<std::vector<audit::Declared>>();
  const std::string text = TRY(read_file(path, audit::kDeclaredBytesMax));
  auto list = audit::parse_declared(text);
  if (!list) return fail(list.error().code, "{}: {}", path, list.error().message);
  return std::optional(std::move(*list));
}

std::string report(const audit::Audit& audit, const Words& words,
                   const std::set<audit::Kind>& failing) {
  if (words.format == "json") return audit::json_report(audit);
  if (words.format == "html") return audit::html_report(audit);
  if (words.format == "junit") return audit::junit_report(audit, failing);
  return audit::text_report(audit);
}

Result<void> write_files(const audit::Audit& audit, const Words& words,
                         const std::set<audit::Kind>& failing) {
  const std::string text = report(audit, words, failing);
  if (words.out.empty()) {
    fmt::print("{}", text);
    std::fflush(stdout);
  } else {
    TRY(replace_file(words.out, text));
  }
  const std::vector<audit::Declared> list =
      audit.has_declared ? audit.declared : audit::declared_from(audit);
  if (!words.write_declared.empty()) {
    const auto seen = audit::declared_from(audit);
    TRY(replace_file(words.write_declared, words.write_declared.ends_with(".json")
                                               ? audit::declared_json(seen)
                                               : audit::declared_csv(seen)));
  }
  if (!words.write_page.empty())
    TRY(replace_file(words.write_page, audit::cookie_page(list, audit.inventory.site, audit.made)));
  return {};
}

// The exit code of an audit that was made.
Result<int> run_audit(const Options& options, const Words& words) {
  if (words.url.empty() == words.har.empty())
    return fail(ErrorCode::InvalidArgument, "audit: want a URL or --har FILE, and not both");
  if (words.site.empty() != options.data.empty())
    return fail(ErrorCode::InvalidArgument, "audit: --site and --data go together");
  const std::set<audit::Kind> failing = TRY(failing_kinds(words.fail_on));
  auto declared = TRY(load_declared(words.declared));
  const audit::TrackerLists lists = TRY(audit::TrackerLists::load(words.lists));
  const SystemClock clock;
  audit::Observation seen = TRY(observe(words, clock));
  audit::Audit audit =
      audit::make_audit(std::move(seen), lists.trackers(), std::move(declared), clock.now());
  audit.lists = lists.names();
  TRY(write_files(audit, words, failing));
  if (!words.site.empty()) TRY(keep_audit(options, words.site, audit));
  size_t hits = 0;
  for (const audit::Finding& finding : audit.findings)
    hits += failing.contains(finding.kind) ? 1 : 0;
  if (hits > 0) fmt::print(stderr, "glassjar: audit: {} findings of --fail-on\n", hits);
  return hits > 0 ? kExitFound : kExitOk;
}

std::string footer() {
  std::string text =
      "Examples:\n"
      "  glassjar audit https://example.org --pages 5\n"
      "  glassjar audit https://example.org --format html --out audit.html\n"
      "  glassjar audit https://example.org --declared cookies.csv --fail-on "
      "undeclared,before-consent\n"
      "  glassjar audit https://example.org --write-declared cookies.csv --write-page "
      "cookies.html\n"
      "  glassjar audit https://example.org --declared cookies.csv --site example.org --data DIR\n"
      "  glassjar audit --har recorded.har --consent before --format json\n"
      "\nKinds of findings, for --fail-on (or any):\n";
  for (const audit::KindInfo& kind : audit::kinds())
    text += fmt::format("  {:<24} {}\n", kind.id, kind.title);
  return text +
         "\nEnds with 0 if the audit was made, 3 if --fail-on found something, 1 if the audit "
         "could\n"
         "not be made, 2 for wrong use. Drives a Chromium of its own with new profiles (Linux).";
}

void add_options(CLI::App& command, Words& words, Options& options) {
  command.add_option("url", words.url, "Where the site begins")->type_name("URL");
  command.add_option("--har", words.har, "Read recorded HAR files instead of visiting")
      ->type_name("FILE");
  command.add_option("--pages", words.pages, "Visit so many pages of the site, by its links")
      ->check(CLI::Range(size_t{1}, audit::browser::kPagesMax))
      ->capture_default_str();
  command
      .add_option("--consent", words.consent,
                  "Only these choices in the consent banner (default: all three)")
      ->delimiter(',')
      ->check(CLI::IsMember({"before", "accept", "reject"}));
  command
      .add_option("--declared", words.declared,
                  "The site's cookie list, CSV or JSON as the Open Cookie Database's")
      ->type_name("FILE");
  command.add_option("--fail-on", words.fail_on, "End with 3 for findings of these kinds")
      ->delimiter(',')
      ->type_name("KIND");
  command.add_option("--format", words.format, "Form of the report")
      ->check(CLI::IsMember({"text", "json", "html", "junit"}))
      ->capture_default_str();
  command.add_option("--out", words.out, "Write the report here")->type_name("FILE");
  command
      .add_option("--write-declared", words.write_declared,
                  "Write a list to start from (.csv or .json)")
      ->type_name("FILE");
  command.add_option("--write-page", words.write_page, "Write the site's cookie page (HTML)")
      ->type_name("FILE");
  command
      .add_option("--site", words.site,
                  "Show the audit on the dashboard and in the jar of this site")
      ->type_name("HOST");
  command.add_option("--data", options.data, "The data directory of that site's server")
      ->type_name("DIR");
  command
      .add_option("--lists", words.lists, "Folder of filter lists (easyprivacy.txt, easylist.txt)")
      ->type_name("DIR");
  command
      .add_option("--wait", words.wait_seconds,
                  "A page is done when it asked for nothing for so many seconds")
      ->check(CLI::Range(1U, 60U));
  command.add_option("--chromium", words.chromium, "Chromium's program")->type_name("FILE");
  command.add_option("--chromium-flag", words.chromium_flags, "Passed to Chromium as it is")
      ->type_name("FLAG");
}

}  // namespace

void add_audit_command(CLI::App& app, Run& run) {
  CLI::App* command =
      app.add_subcommand("audit", "What a site leaves in browsers, against what it declares");
  const auto words = std::make_shared<Words>();
  add_options(*command, *words, run.options);
  command->footer(footer());
  command->callback([&run, words] {
    const Result<int> code = run_audit(run.options, *words);
    if (code)
      run.exit_code = *code;
    else
      finish(run, unexpected<Error>(code.error()));
  });
}

}  // namespace glassjar::cli

// Planning and running of visits.
#include "audit/browser/audit_site.h"

#include <fmt/core.h>

#include <array>
#include <functional>
#include <optional>
#include <thread>

#include "audit/address.h"
#include "base/mutex.h"

namespace glassjar::audit::browser {
namespace {

constexpr uint32_t kObservers = 2;
constexpr ThirdPartyCookies kModes[] = {ThirdPartyCookies::Allowed, ThirdPartyCookies::Blocked};

Result<std::string> start_page(const std::string& given) {
  const std::string url = given.find("://") == std::string::npos ? "https://" + given : given;
  if (!is_web(url))
    return fail(ErrorCode::InvalidArgument, "audit \"{}\": want an http or https address", given);
  const auto address = parse_address(url);
  return address->path.empty() && address->query.empty() ? url + "/" : url;
}

// The visits of one choice and mode, at the same time.
class Pair {
 public:
  using Visit = std::function<Result<Observation>(const VisitPlan&)>;

  explicit Pair(Visit visit) : visit_(std::move(visit)) {}

  // Results in the order of the plans.
  std::vector<Result<Observation>> run(const std::vector<VisitPlan>& plans) {
    std::vector<std::optional<Result<Observation>>> done(plans.size());
    std::vector<std::thread> threads;
    for (size_t i = 0; i < plans.size(); ++i)
      threads.emplace_back([&, i] { done[i].emplace(visit_(plans[i])); });
    for (std::thread& thread : threads) thread.join();
    std::vector<Result<Observation>> results;
    for (auto& each : done) results.push_back(std::move(*each));
    return results;
  }

 private:
  Visit visit_;
};

}  // namespace

Result<Observation> audit_site(const SitePlan& plan, const Clock& clock, const Progress& progress) {
  const std::string first = TRY(start_page(plan.url));
  const ChromiumProgram program = TRY(find_chromium(plan.chromium));
  remove_left_profiles();
  Mutex<int> told(0);
  const Progress tell = [&](std::string_view what) {
    const auto lock = told.lock();
    progress(what);
  };
  const VisitSetting setting{.program = program,
                             .options = {.flags = plan.flags, .interruption = plan.interruption},
                             .patience = plan.patience,
                             .clock = clock,
                             .progress = tell};
  Pair pair([&](const VisitPlan& visit) { return visit_site(visit, setting); });
  Observation all;
  std::vector<std::string> pages{first};
  bool found_more = plan.pages == 1;
  for (const Consent consent : plan.consents)
    for (const ThirdPartyCookies mode : kModes) {
      std::vector<VisitPlan> plans;
      for (uint32_t observer = 0; observer < kObservers; ++observer)
        plans.push_back(VisitPlan{.pages = pages,
                                  .find_more = found_more ? 0 : plan.pages,
                                  .wanted = consent,
                                  .third_party = mode,
                                  .observer = observer});
      std::vector<Result<Observation>> results = pair.run(plans);
      if (plan.interruption != nullptr && plan.interruption->signal() != 0)
        return fail(ErrorCode::Unavailable, "audit \"{}\": interrupted", plan.url);
      for (Result<Observation>& seen : results) {
        if (!seen && all.visits.empty()) return seen;
        if (!seen) {
          all.problems.push_back(
              {fmt::format("visit ({}, third-party cookies {})", id_of(consent), id_of(mode)),
               seen.error().message});
          continue;
        }
        all.append(std::move(*seen));
      }
      // Later visits open what the first has found, so that all see the same pages.
      if (!found_more) pages = all.visits.front().pages;
      found_more = true;
    }
  return all;
}

}  // namespace glassjar::audit::browser

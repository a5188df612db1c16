// The page's questions, answered by the same steps as the command line's.
#include "cookies_command/page_api.h"

#include <fmt/core.h>

#include "cookies_command/dump_options.h"
#include "cookies_command/item_json.h"
#include "cookies_command/jar.h"
#include "cookies_command/jar_json.h"
#include "cookies_command/memory.h"
#include "cookies_command/story.h"
#include "dump/emptying.h"
#include "dump/undo_archive.h"

namespace glassjar::cookies_command {
namespace {

namespace json = boost::json;

Result<dump::Order> order_of_page(const Run& run, std::vector<browsers::Profile> profiles) {
  dump::Order order = TRY(order_for(run, {}, std::move(profiles)));
  order.by = "page";
  return order;
}

std::string name_of(const browsers::Profile& profile) {
  return fmt::format("{} ({})", profile.browser, profile.name);
}

}  // namespace

Result<json::value> page_jar(const Run& run) {
  const Jar jar = TRY(open_jar(run, TRY(chosen_profiles(run))));
  json::object out = overview_json(jar, TRY(take_news(run, jar)));
  json::array edges;
  for (const cookies::ShareEdge& edge : jar.graph.edges)
    edges.push_back({{"from", edge.from},
                     {"to", edge.to},
                     {"shares", edge.shares.size()},
                     {"evidence", edge.evidence}});
  out["edges"] = std::move(edges);
  json::array profiles;
  for (const browsers::Profile& profile : jar.scan.profiles) profiles.push_back(to_json(profile));
  out["profiles"] = std::move(profiles);
  return json::value(std::move(out));
}

Result<json::value> page_items(const Run& run, std::string_view name) {
  const Jar jar = TRY(open_jar(run, TRY(chosen_profiles(run))));
  const Found found = find_items(jar, name);
  if (found.items.empty())
    return fail(ErrorCode::NotFound, "show \"{}\": nothing of that name is left", name);
  return json::value(items_json(jar, found, Values::Prefix));
}

Result<json::value> page_plan(const Run& run) {
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  const dump::Means means = means_of(run, state);
  TRY(dump::remove_old_archives(state.undo_folder(), run.clock.now()));
  const dump::Prepared prepared =
      TRY(dump::prepare(means, TRY(order_of_page(run, TRY(chosen_profiles(run))))));
  json::object out = dump::to_json(prepared.plan);
  json::array running;
  for (const browsers::Profile& profile : prepared.order.profiles)
    if (means.is_running(profile)) running.emplace_back(name_of(profile));
  out["running"] = std::move(running);
  json::array keep;
  for (const std::string& site : prepared.order.keep.sites()) keep.emplace_back(site);
  out["keep"] = std::move(keep);
  const auto archives = dump::list_archives(state.undo_folder());
  json::value until = nullptr;
  if (!archives.empty()) until = to_iso(archives.back().header.made + dump::kUndoKept);
  out["undo_until"] = std::move(until);
  return json::value(std::move(out));
}

Result<dump::LogEntry> empty_profiles(const Run& run, std::vector<browsers::Profile> profiles) {
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  const dump::Means means = means_of(run, state);
  TRY(dump::finish_unfinished(means));
  const dump::Prepared prepared =
      TRY(dump::prepare(means, TRY(order_of_page(run, std::move(profiles)))));
  return dump::empty(means, prepared);
}

Result<json::value> page_dump(const Run& run, const WaitFor& wait_for) {
  std::vector<browsers::Profile> closed;
  std::vector<browsers::Profile> running;
  for (browsers::Profile& profile : TRY(chosen_profiles(run)))
    (browsers::is_running(profile) ? running : closed).push_back(std::move(profile));
  json::object out = {{"entry", nullptr}};
  if (!closed.empty()) out["entry"] = dump::to_json(TRY(empty_profiles(run, std::move(closed))));
  json::array waiting;
  for (const browsers::Profile& profile : running) waiting.emplace_back(name_of(profile));
  out["waiting"] = std::move(waiting);
  if (!running.empty()) wait_for(std::move(running));
  return json::value(std::move(out));
}

Result<json::value> page_undo(const Run& run) {
  const dump::StateFolder state = TRY(dump::StateFolder::open(run.state));
  const dump::Means means = means_of(run, state);
  const dump::LogEntry entry = TRY(dump::undo(means));
  return json::value(dump::to_json(entry));
}

Result<json::value> page_keep(const Run& run, std::string_view body) {
  json::error_code error;
  const json::value parsed = json::parse(json::string_view(body.data(), body.size()), error);
  const json::object* object = error ? nullptr : parsed.if_object();
  const json::value* site = object != nullptr ? object->if_contains("site") : nullptr;
  const json::value* keep = object != nullptr ? object->if_contains("keep") : nullptr;
  if (site == nullptr || !site->is_string() || keep == nullptr || !keep->is_bool())
    return fail(ErrorCode::InvalidArgument, R"(want {{"site": "example.org", "keep": true}})");
  std::string named = TRY(dump::site_named(std::string(site->get_string())));
  dump::KeepList list = TRY(dump::KeepList::read(keep_file(run)));
  if (keep->get_bool())
    list.add(std::move(named));
  else
    list.remove(named);
  TRY(list.write(keep_file(run)));
  json::array sites;
  for (const std::string& each : list.sites()) sites.emplace_back(each);
  return json::value(std::move(sites));
}

}  // namespace glassjar::cookies_command

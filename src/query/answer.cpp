// From the question's text to the answer's: parse, plan, fetch, print.
#include "query/answer.h"

#include "query/answer_json.h"
#include "query/plan.h"
#include "query/question.h"
#include "query/result_rows.h"

namespace glassjar::query {

Result<std::string> Answerer::answer(std::string_view json) const {
  Question question = TRY(parse_question(json));
  const auto site = sites_.find(question.site);
  if (!site) return fail(ErrorCode::NotFound, "site_id \"{}\": unknown site", question.site);
  const model::SiteId id = site->record.id;
  const auto held = TRY(store_.days_held(id));
  const Setting setting{.site = id,
                        .now = {.time = clock_.now(), .zone = site->zone, .held = held},
                        .excluded = excluded_(id)};
  const Plan plan = TRY(make_plan(std::move(question), setting));
  const ResultRows rows = TRY(fetch_rows(store_, plan, site->zone, site->record.floor));
  return print_answer(plan, rows, site->zone, site->record.floor);
}

}  // namespace glassjar::query

// Carrying out a choice: records, the spool's order and the collect path's table follow it.
#include "consent/choices.h"

#include "storage/log_entry.h"

namespace glassjar::consent {

Result<Choice> choice_named(std::string_view name, model::PageLoadId page_load) {
  if (name == "no") return Choice{.keep_for = std::nullopt, .page_load = page_load};
  const auto keep_for = keep_for_named(name);
  if (!keep_for)
    return fail(ErrorCode::InvalidArgument, "choice: want \"visit\", \"30d\", \"13m\" or \"no\"");
  return Choice{.keep_for = keep_for, .page_load = page_load};
}

Result<IssuedKey> Choices::remember(const sites::KnownSite& site, storage::KeepFor keep_for,
                                    model::PageLoadId page_load, const Browser& browser) {
  const TimePoint now = clock_.now();
  storage::Jar jar;
  IssuedKey issued;
  std::optional<storage::JarKey> replaced;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    const auto open = TRY(open_by_cookie(records, browser.jar_cookie, now));
    const bool is_own = open && open->jar.owner == site.record.owner;
    jar = is_own ? open->jar
                 : TRY(new_jars_.make(records, site.record.owner, keep_for, browser.address));
    const bool was_remembered = jar.remembers && !browser.said_no;
    jar.remembers = true;
    jar.keep_for = keep_for;
    jar.expires = now + duration_of(keep_for);
    TRY(records.jars().update(jar));
    if (is_own) {
      replaced = open->key;
      TRY(revoke_key(records, open->key, now));
    }
    issued = TRY(issue_key(records, jar, random_, now));
    // Last, and inside: a jar whose page was not taken in is never left behind, and an erasure of
    // this jar can only come later in the spool.
    return was_remembered ? Result<void>() : log_choice(site.record.id, page_load, jar);
  }));
  remembered_.put(issued.hash, jar);
  if (replaced) remembered_.drop(replaced->hash);
  return issued;
}

Result<void> Choices::log_choice(model::SiteId site, model::PageLoadId page_load,
                                 const storage::Jar& jar) {
  if (!model::is_set(page_load)) return {};
  const storage::ChoiceLogged choice{
      .site = site, .page_load = page_load, .visitor = visitor_on(jar.visitor_key, site)};
  TRY(spool_.append_and_wait(storage::encode(choice), storage::width_of(choice)));
  return {};
}

Result<void> Choices::say_no(const sites::KnownSite& site, const Browser& browser) {
  const TimePoint now = clock_.now();
  std::optional<OpenJar> open;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    // The number of refusals, which never had a person in it; saying it again is no second one.
    if (!browser.said_no)
      TRY(records.daily_counts().add(
          {{.site = site.record.id, .day = site.zone.day_of(now), .kind = "no", .count = 1}}));
    open = TRY(open_by_cookie(records, browser.jar_cookie, now));
    if (!open || open->jar.owner != site.record.owner) return {};
    open->jar.remembers = false;
    return records.jars().update(open->jar);
  }));
  if (open && !open->jar.remembers) remembered_.drop(open->key.hash);
  return {};
}

Result<void> Choices::close(const Browser& browser) {
  const TimePoint now = clock_.now();
  std::optional<OpenJar> open;
  TRY(records_.transact([&](storage::Transaction& records) -> Result<void> {
    open = TRY(open_by_cookie(records, browser.jar_cookie, now));
    return open ? revoke_key(records, open->key, now) : Result<void>();
  }));
  if (open) remembered_.drop(open->key.hash);
  return {};
}

Result<Standing> Choices::standing(const sites::KnownSite& site, const Browser& browser) {
  const TimePoint now = clock_.now();
  Standing standing{.said_no = browser.said_no,
                    .number_loses_key_at = site.zone.start_of(site.zone.day_of(now) + days(1))};
  TRY(records_.read([&](storage::Transaction& records) -> Result<void> {
    const auto open = TRY(open_by_cookie(records, browser.jar_cookie, now));
    if (open && open->jar.owner == site.record.owner) standing.jar = open->jar;
    return {};
  }));
  return standing;
}

}  // namespace glassjar::consent

// What one company holds: its items, each with its story, and whether its sites are kept.
import { useEffect, useState } from "preact/hooks";
import { keepSite, readItems, type Company, type Item } from "./cookies_server";

const kItemsShown = 200;

function Story({ item }: { item: Item }) {
  const where = item.top_site ? `${item.origin || item.host}, under ${item.top_site}` : item.origin || item.host;
  return (
    <details class={`item item-${item.identifies}`}>
      <summary>
        <code>{item.name || "(no name)"}</code> <span class="soft">{item.store.replace("_", " ")}</span>
        {item.identifies !== "no" && <span class="tag">{item.identifies === "yes" ? "identifies you" : "likely identifies you"}</span>}
      </summary>
      <p class="soft">
        {where}: {item.value_prefix ?? "unread"} ({item.bytes} bytes)
      </p>
      <ul>
        {item.evidence.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

interface Props {
  company: Company;
  keep: string[];
  onKept: () => void;
  onClosed: () => void;
}

export function CompanyCard({ company, keep, onKept, onClosed }: Props) {
  const [items, setItems] = useState<Item[] | null>(null);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    setItems(null);
    readItems(company.company).then(
      (answer) => setItems(answer.items),
      (error: Error) => setFailure(error.message),
    );
  }, [company.company]);
  const change = (site: string, kept: boolean) =>
    keepSite(site, kept).then(onKept, (error: Error) => setFailure(error.message));
  return (
    <section class="card company" aria-labelledby="company-title">
      <button class="button quiet close" type="button" onClick={onClosed} aria-label="Close">
        ×
      </button>
      <h2 id="company-title">{company.company}</h2>
      <p class="soft">
        {company.category || "no known category"}
        {company.tracker && ", on a list of trackers"}
        {company.seen_on.length > 0 && `, seen on ${company.seen_on.slice(0, 8).join(", ")}`}
      </p>
      <ul class="sites">
        {company.sites.map((site) => (
          <li key={site}>
            <label>
              <input
                type="checkbox"
                checked={keep.includes(site)}
                onChange={(event) => change(site, event.currentTarget.checked)}
              />
              keep {site}
            </label>
          </li>
        ))}
      </ul>
      {failure && <p role="alert">{failure}</p>}
      {!items && !failure && <p class="soft">Reading…</p>}
      {items?.slice(0, kItemsShown).map((item, index) => <Story key={index} item={item} />)}
      {items && items.length > kItemsShown && <p class="soft">and {items.length - kItemsShown} more</p>}
    </section>
  );
}

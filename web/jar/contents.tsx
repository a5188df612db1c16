// What is held: first counts and purposes; the list of pages and the download after a second press.
import { useState } from "preact/hooks";
import { Failed, useActing } from "./act";
import { dateTime, fill, t, word } from "./catalogue";
import { download, readPages, type Contents, type Row } from "./jar_server";

export function Held({ contents }: { contents: Contents }) {
  const there = contents.held.filter((held) => held.count > 0 || held.kind === "pageviews");
  return (
    <ul class="jar-held">
      {there.map((held) => (
        <li key={held.kind}>
          <span class="jar-count">{held.count}</span>
          <div>
            <b>{word("kind", held.kind)}</b>
            <p>{t(held.benefit as Parameters<typeof t>[0])}</p>
          </div>
          <p class="hint">
            {word("source", held.source)},<br />
            {t("kept_until", { time: dateTime(held.kept_until) })}
          </p>
        </li>
      ))}
    </ul>
  );
}

function how(row: Row): string {
  if (row.kind !== "engagement") return row.kind === "custom" ? row.name : "";
  const parts = [];
  if (row.engagement_ms > 0) parts.push(t("read_ms", { seconds: Math.round(row.engagement_ms / 1000) }));
  if (row.scroll_depth !== null && row.scroll_depth <= 100) parts.push(t("read_to", { percent: row.scroll_depth }));
  return parts.join(", ");
}

function PageTable({ rows }: { rows: Row[] }) {
  return (
    <table class="jar-pages">
      <thead>
        <tr>
          <th scope="col">{t("when")}</th>
          <th scope="col">{t("page")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td>
              <time dateTime={row.at}>{dateTime(row.at)}</time>
            </td>
            <td>
              {row.path} <span class="hint">{how(row)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Pages({ onLooked }: { onLooked: () => void }) {
  const { busy, error, act } = useActing();
  const [rows, setRows] = useState<Row[] | null>(null);
  const [more, setMore] = useState(false);
  const read = () =>
    act(async () => {
      const last = rows?.[rows.length - 1]?.seq ?? 0;
      const answer = await readPages(last);
      setRows([...(rows ?? []), ...answer.pages]);
      setMore(answer.more);
      onLooked();
    });
  return (
    <div>
      {rows && (rows.length > 0 ? <PageTable rows={rows} /> : <p>{t("no_pages")}</p>)}
      <p class="jar-buttons">
        {(!rows || more) && (
          <button type="button" class="button" disabled={busy} onClick={read}>
            {rows ? t("more_pages") : t("show_pages")}
          </button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => act(async () => { await download(); onLooked(); })}>
          {t("download")}
        </button>
      </p>
      <Failed error={error} />
    </div>
  );
}

// A sentence of its own for the person, since verbs differ: "You looked at", "Staff looked at".
function whatWasDone({ actor, role, action, object }: Contents["openings"][number]): string {
  const values = { object: word("object", object) };
  if (actor === "you") return fill(word("you", action), values);
  const who = actor === "staff" ? t("opening_staff", { role: word("role", role) }) : word("opening", actor);
  return fill(word("they", action), { ...values, actor: who });
}

export function Openings({ contents }: { contents: Contents }) {
  return (
    <ul class="jar-openings">
      {contents.openings.map((opening, index) => (
        <li key={index}>
          <time dateTime={opening.at}>{dateTime(opening.at)}</time>
          <span>
            {whatWasDone(opening)}, {word("purpose", opening.purpose)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Taught({ contents }: { contents: Contents }) {
  return (
    <ul class="jar-taught">
      {contents.taught.map((lesson) => (
        <li key={lesson.learned + lesson.path}>
          <q>{lesson.sentence}</q> <span class="hint">{lesson.path}</span>
        </li>
      ))}
    </ul>
  );
}

// What was sent and not counted, and why: drops by reason, how many said no, undeclared properties.
import type { LeftOut as Answer } from "./answers";
import { fullNumber } from "./formats";
import { useLoaded } from "./loading";
import { FailureNote, Skeleton } from "./notes";
import { daysOf, type Now, type Period } from "./period";
import { get } from "./server";
import { texts } from "./texts";

interface Props {
  api: string;
  period: Period;
  now: Now;
  round: string;
}

export function LeftOut({ api, period, now, round }: Props) {
  const { from, to } = daysOf(period, now);
  const path = `${api}/left-out?from=${from}&to=${to}`;
  const { value, failure, loading, reload } = useLoaded<Answer>(path + round, (signal) =>
    get(path, signal),
  );
  return (
    <section class="card panel panel-left-out" aria-label={texts.leftOut.heading}>
      <header class="panel-head">
        <h2>{texts.leftOut.heading}</h2>
        <p class="hint">{texts.leftOut.what}</p>
      </header>
      <div class="panel-body" aria-busy={loading}>
        {failure ? (
          <FailureNote failure={failure} onRetry={reload} />
        ) : value ? (
          <Reasons {...value} />
        ) : (
          <Skeleton rows={6} />
        )}
      </div>
    </section>
  );
}

function Reasons({ dropped, said_no, undeclared_props }: Answer) {
  const reasons = dropped
    .filter((d) => d.count > 0 && d.reason !== "said_no")
    .sort((a, b) => b.count - a.count);
  if (reasons.length === 0 && said_no === 0 && undeclared_props.length === 0) {
    return <p class="hint left-out-nothing">{texts.leftOut.nothing}</p>;
  }
  return (
    <>
      {said_no > 0 && (
        <div class="said-no">
          <p>
            <strong>{texts.leftOut.saidNo(fullNumber(said_no))}</strong>
          </p>
          <p class="hint">{texts.leftOut.saidNoWhy}</p>
        </div>
      )}
      {reasons.length > 0 && (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{texts.leftOut.reason}</th>
              <th scope="col" class="number">
                {texts.leftOut.count}
              </th>
            </tr>
          </thead>
          <tbody>
            {reasons.map((d) => (
              <tr key={d.reason}>
                <th scope="row">
                  {texts.leftOut.reasons[d.reason] ?? d.reason}
                  <span class="hint">{d.explain}</span>
                </th>
                <td class="number">{fullNumber(d.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {undeclared_props.length > 0 && <Undeclared props={undeclared_props} />}
    </>
  );
}

function Undeclared({ props }: { props: Answer["undeclared_props"] }) {
  return (
    <div class="undeclared">
      <h3>{texts.leftOut.props}</h3>
      <p class="hint">{texts.leftOut.propsWhy}</p>
      <ul>
        {props.map((p) => (
          <li key={p.name}>
            <code>{p.name}</code> <span class="number">{fullNumber(p.count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

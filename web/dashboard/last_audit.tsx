// The last audit of the site: what it leaves in a fresh browser, what of that is wrong or undeclared,
// and how to make the next one.
import { useState } from "preact/hooks";
import type { LastAudit as Audit } from "./answers";
import { CopyBox } from "./copy_box";
import { Dialog } from "./dialog";
import { fullNumber, moment } from "./formats";
import { useLoaded } from "./loading";
import { FailureNote, Skeleton } from "./notes";
import { get } from "./server";
import { texts } from "./texts";

const t = texts.audit;

export function LastAudit({ host, api, round }: { host: string; api: string; round: string }) {
  const { value, failure, loading, reload } = useLoaded<{ audit: Audit | null }>(
    `${api}/audit${round}`,
    (signal) => get(`${api}/audit`, signal),
  );
  return (
    <section class="card panel panel-audit" aria-label={t.heading}>
      <header class="panel-head">
        <h2>{t.heading}</h2>
        <p class="hint">{t.what}</p>
      </header>
      <div class="panel-body" aria-busy={loading}>
        {failure ? (
          <FailureNote failure={failure} onRetry={reload} />
        ) : !value ? (
          <Skeleton rows={4} />
        ) : value.audit ? (
          <Found audit={value.audit} />
        ) : (
          <HowTo host={host} />
        )}
      </div>
    </section>
  );
}

function HowTo({ host }: { host: string }) {
  return (
    <>
      <p class="hint">{t.none}</p>
      <CopyBox label={t.command} text={`glassjar audit https://${host}/ --site ${host} --data DIR`} />
    </>
  );
}

function Found({ audit }: { audit: Audit }) {
  const [open, setOpen] = useState(false);
  const { report } = audit;
  const kinds = kindsOf(audit);
  return (
    <>
      <p>
        <time dateTime={audit.at}>{moment(audit.at)}</time>: {t.left(report.items.length)},{" "}
        {t.hosts(report.hosts.length)}
      </p>
      <p class="hint">
        {audit.proven
          ? t.proven(moment(audit.proven))
          : audit.declared
            ? t.notProven
            : t.noDeclared}
      </p>
      {kinds.length === 0 ? (
        <p class="hint left-out-nothing">{t.nothing}</p>
      ) : (
        <table class="plain-table">
          <tbody>
            {kinds.map(({ kind, title, count }) => (
              <tr key={kind}>
                <th scope="row">{title}</th>
                <td class="number">{fullNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {kinds.length > 0 && (
        <button type="button" class="button" onClick={() => setOpen(true)}>
          {t.all(report.findings.length)}
        </button>
      )}
      {open && <Findings audit={audit} onClose={() => setOpen(false)} />}
    </>
  );
}

function Findings({ audit, onClose }: { audit: Audit; onClose: () => void }) {
  return (
    <Dialog heading={t.heading} onClose={onClose}>
      <table class="plain-table">
        <tbody>
          {audit.report.findings.map((finding, place) => (
            <tr key={place}>
              <th scope="row">
                {finding.subject}
                <span class="hint">{finding.title}</span>
              </th>
              <td>{finding.summary}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

// The kinds that were found, in the report's order, with how often.
function kindsOf({ report }: Audit) {
  const titles = new Map(report.findings.map(({ kind, title }) => [kind, title]));
  return Object.entries(report.counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => ({ kind, count, title: titles.get(kind) ?? kind }));
}

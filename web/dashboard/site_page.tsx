// The dashboard of one site: what the address says, what the keyboard does, and whether there is
// anything to show yet.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Lesson, SetUp, Site, Table } from "./answers";
import { localTime } from "./days";
import { FilterChips } from "./filter_chips";
import { LastAudit } from "./last_audit";
import { useLoaded } from "./loading";
import { Numbers } from "./numbers";
import type { Now } from "./period";
import { ask, totalsQuestion } from "./questions";
import { RightNow } from "./right_now";
import { go } from "./route";
import { get } from "./server";
import { SetUpDialog, SetUpPanel } from "./set_up";
import { ShortcutsDialog, useShortcuts } from "./shortcuts";
import { texts } from "./texts";
import { Tools, type Opened } from "./tools";
import { addressOfView, type View } from "./view";

export function SitePage({ site, view }: { site: Site; view: View }) {
  const [time, setTime] = useState(() => new Date());
  const [open, setOpen] = useState<Opened | null>(null);
  const [skipsSetUp, setSkipsSetUp] = useState(false);
  const now: Now = useMemo(
    () => ({ time, zone: site.zone, added: localTime(new Date(site.added), site.zone).day }),
    [time, site.zone, site.added],
  );
  const api = `/api/sites/${encodeURIComponent(site.host)}`;
  const round = String(time.getTime());
  const show = (change: Partial<View>) => go(addressOfView({ ...view, ...change }));
  const reload = () => setTime(new Date());
  const shortcuts = useShortcuts({
    onPeriod: (preset) => show({ period: { preset } }),
    onClear: () => show({ filters: [] }),
    onReload: reload,
    onHelp: () => setOpen("shortcuts"),
  });
  useEffect(() => {
    document.title = `${site.host} · ${texts.product}`;
  }, [site.host]);
  const { setUp, isNew } = useNewness(site.host, api, round);
  const lessons = useLoaded<{ lessons: Lesson[] }>(`${api} ${round}`, (signal) =>
    get(`${api}/lessons`, signal),
  );

  return (
    <main class="page" id="main" tabIndex={-1}>
      <div class="title-row">
        <div class="title">
          <h1>{site.host}</h1>
          <RightNow api={api} />
        </div>
        <Tools
          period={view.period}
          now={now}
          warnings={setUp?.warnings.length ?? 0}
          onPeriod={(period) => show({ period })}
          onReload={reload}
          onOpen={setOpen}
        />
      </div>
      <FilterChips filters={view.filters} onChange={(filters) => show({ filters })} />
      {isNew && !skipsSetUp ? (
        <>
          <SetUpPanel
            host={site.host}
            api={api}
            first={setUp}
            onArrived={reload}
            onSkip={() => setSkipsSetUp(true)}
          />
          <LastAudit host={site.host} api={api} round={round} />
        </>
      ) : (
        <Numbers
          view={view}
          now={now}
          api={api}
          round={round}
          lessons={lessons.value?.lessons ?? []}
          onShow={show}
        />
      )}
      {open === "set-up" && (
        <SetUpDialog host={site.host} api={api} first={setUp} onClose={() => setOpen(null)} />
      )}
      {open === "shortcuts" && (
        <ShortcutsDialog shortcuts={shortcuts} onClose={() => setOpen(null)} />
      )}
    </main>
  );
}

// Whether the site has no numbers yet. What set-up knows began with the server, so while nothing has
// been counted since, the store is asked, too.
function useNewness(
  site: string,
  api: string,
  round: string,
): { setUp: SetUp | null; isNew: boolean } {
  const { value: setUp } = useLoaded<SetUp>(`${api} ${round}`, (signal) =>
    get(`${api}/setup`, signal),
  );
  const isSilent = setUp !== null && setUp.last_event?.fate !== "counted";
  const everything = totalsQuestion({ site, range: "all", filters: [] }, ["events"], null);
  const held = useLoaded<Table>(isSilent ? `${api} ${round}` : null, (signal) =>
    ask(everything, signal),
  );
  return { setUp, isNew: isSilent && held.value?.rows[0]?.metrics.events === 0 };
}

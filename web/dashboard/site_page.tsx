// The dashboard of one site: from the view in the address to everything shown about it.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Lesson, SetUp as SetUpAnswer, Site } from "./answers";
import { localTime } from "./days";
import { FilterChips } from "./filter_chips";
import { withFilter } from "./filters";
import { PlugIcon, KeyboardIcon, ReloadIcon } from "./icons";
import { LeftOut } from "./left_out";
import { useLoaded } from "./loading";
import { Overview } from "./overview";
import { Panel } from "./panel";
import { panels } from "./panels";
import { wireRange, type Now } from "./period";
import { PeriodPicker } from "./period_picker";
import { RightNow } from "./right_now";
import { go } from "./route";
import { get } from "./server";
import { SetUpDialog, SetUpPanel } from "./set_up";
import { ShortcutsDialog, useShortcuts } from "./shortcuts";
import { texts } from "./texts";
import { addressOfView, type View } from "./view";

export function SitePage({ site, view }: { site: Site; view: View }) {
  const [time, setTime] = useState(() => new Date());
  const [open, setOpen] = useState<"set-up" | "shortcuts" | null>(null);
  const now: Now = useMemo(
    () => ({ time, zone: site.zone, added: localTime(new Date(site.added), site.zone).day }),
    [time, site.zone, site.added],
  );
  const api = `/api/sites/${encodeURIComponent(site.host)}`;
  const subject = { site: site.host, range: wireRange(view.period, now), filters: view.filters };
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

  const setUp = useLoaded<SetUpAnswer>(`${api} ${round}`, (signal) => get(`${api}/setup`, signal));
  const lessons = useLoaded<{ lessons: Lesson[] }>(`${api} ${round}`, (signal) => get(`${api}/lessons`, signal));
  const isNew = setUp.value?.events === 0;

  return (
    <main class="page" id="main" tabIndex={-1}>
      <div class="title-row">
        <div class="title">
          <h1>{site.host}</h1>
          <RightNow api={api} />
        </div>
        <div class="tools">
          <button type="button" class="button" onClick={() => setOpen("set-up")}>
            <PlugIcon />{texts.header.setUp}
            {(setUp.value?.warnings.length ?? 0) > 0 && <span class="badge">{setUp.value?.warnings.length}<span class="only-read-aloud"> {texts.setUp.warnings}</span></span>}
          </button>
          <PeriodPicker period={view.period} now={now} onPick={(period) => show({ period })} />
          <button type="button" class="icon-button framed" aria-label={texts.period.reload} title={texts.period.reload} onClick={reload}><ReloadIcon /></button>
          <button type="button" class="icon-button framed only-wide" aria-label={texts.header.shortcuts} title={`${texts.header.shortcuts} (?)`} onClick={() => setOpen("shortcuts")}><KeyboardIcon /></button>
        </div>
      </div>
      <FilterChips filters={view.filters} onChange={(filters) => show({ filters })} />
      {isNew && <SetUpPanel host={site.host} api={api} first={setUp.value} onArrived={reload} />}
      <Overview
        subject={subject}
        period={view.period}
        now={now}
        round={round}
        metric={view.metric}
        onMetric={(metric) => show({ metric })}
        onAllFilters={view.filters.length > 0 ? () => show({ filters: [] }) : null}
        onLonger={() => show({ period: { preset: "12mo" } })}
      />
      <div class="panels">
        {panels.map((panel) => (
          <Panel
            key={panel.key}
            panel={panel}
            subject={subject}
            round={round}
            lessons={panel.showsLessons ? lessons.value?.lessons ?? [] : []}
            onFilter={(dimension, value) => show({ filters: withFilter(view.filters, dimension, value) })}
          />
        ))}
        <LeftOut api={api} period={view.period} now={now} round={round} />
      </div>
      {open === "set-up" && <SetUpDialog host={site.host} api={api} first={setUp.value} onClose={() => setOpen(null)} />}
      {open === "shortcuts" && <ShortcutsDialog shortcuts={shortcuts} onClose={() => setOpen(null)} />}
    </main>
  );
}


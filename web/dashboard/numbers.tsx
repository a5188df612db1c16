// Everything that is counted: the overview, the panels, what was left out.
import type { Lesson } from "./answers";
import { withFilter } from "./filters";
import { LastAudit } from "./last_audit";
import { LeftOut } from "./left_out";
import { Overview } from "./overview";
import { Panel } from "./panel";
import { panels } from "./panels";
import { wireRange, type Now } from "./period";
import type { View } from "./view";

interface Props {
  view: View;
  now: Now;
  api: string;
  round: string; // changes when everything is to be loaded again
  lessons: readonly Lesson[];
  onShow: (change: Partial<View>) => void;
}

const noLessons: readonly Lesson[] = [];

export function Numbers({ view, now, api, round, lessons, onShow }: Props) {
  const subject = { site: view.site, range: wireRange(view.period, now), filters: view.filters };
  return (
    <>
      <Overview
        subject={subject}
        period={view.period}
        now={now}
        round={round}
        metric={view.metric}
        onMetric={(metric) => onShow({ metric })}
        onAllFilters={view.filters.length > 0 ? () => onShow({ filters: [] }) : null}
        onLonger={() => onShow({ period: { preset: "12mo" } })}
      />
      <div class="panels">
        {panels.map((panel) => (
          <Panel
            key={panel.key}
            panel={panel}
            subject={subject}
            round={round}
            lessons={panel.showsLessons ? lessons : noLessons}
            onFilter={(dimension, value) =>
              onShow({ filters: withFilter(view.filters, dimension, value) })
            }
          />
        ))}
        <LastAudit host={view.site} api={api} round={round} />
        <LeftOut api={api} period={view.period} now={now} round={round} />
      </div>
    </>
  );
}

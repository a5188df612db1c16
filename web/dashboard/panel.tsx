// One panel: its tabs, the first rows of the chosen one, and the way to all rows.
import { useId, useState } from "preact/hooks";
import type { Lesson } from "./answers";
import { Details } from "./details";
import { dimensions, type DimensionKey } from "./dimensions";
import { ExpandIcon } from "./icons";
import { AllLessons } from "./lesson_mark";
import { useLoaded } from "./loading";
import { EmptyNote, FailureNote, Skeleton, SuppressedNote } from "./notes";
import type { PanelShape, Tab } from "./panels";
import { ask, breakdownQuestion, type Subject } from "./questions";
import { Rows } from "./rows";
import { Tabs } from "./tabs";
import { texts } from "./texts";

export const rowsShown = 8;

interface Props {
  panel: PanelShape;
  subject: Subject;
  round: string; // changes when everything is to be loaded again
  lessons: readonly Lesson[];
  onFilter: (dimension: DimensionKey, value: string) => void;
}

export function Panel({ panel, subject, round, lessons, onFilter }: Props) {
  const [tabKey, setTabKey] = useState(panel.tabs[0].key);
  const [choice, setChoice] = useState<DimensionKey | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const bodyId = useId();
  const tab = chosenTab(panel, tabKey, choice);
  const question = breakdownQuestion(subject, {
    dimension: dimensions[tab.dimension].wire,
    metrics: tab.metrics,
    without: tab.without ?? [],
    limit: rowsShown,
    offset: 0,
  });
  const {
    value: table,
    loading,
    failure,
    reload,
  } = useLoaded(JSON.stringify(question) + round, async (signal) => ({
    ...(await ask(question, signal)),
    tab,
  }));
  const empty = panel.empty ?? { heading: texts.empty.panel, how: "" };

  return (
    <section class={`card panel panel-${panel.key}`} aria-label={panel.heading}>
      <header class="panel-head">
        <h2>{panel.heading}</h2>
        {panel.tabs.length > 1 && (
          <Tabs
            label={panel.heading}
            tabs={panel.tabs}
            chosen={tabKey}
            panelId={bodyId}
            onChoose={setTabKey}
          />
        )}
      </header>
      {tab.choices && <Choice tab={tab} onChoose={setChoice} />}
      <div
        id={bodyId}
        class="panel-body"
        role={panel.tabs.length > 1 ? "tabpanel" : undefined}
        aria-label={panel.tabs.length > 1 ? tab.label : undefined}
        aria-busy={loading}
      >
        {failure ? (
          <FailureNote failure={failure} onRetry={reload} />
        ) : !table ? (
          <Skeleton rows={rowsShown} />
        ) : table.suppressed ? (
          <SuppressedNote floor={table.floor} brief />
        ) : table.rows.length === 0 ? (
          <EmptyNote heading={empty.heading}>
            {empty.how && <p class="hint">{empty.how}</p>}
          </EmptyNote>
        ) : (
          <Rows
            table={table}
            dimension={table.tab.dimension}
            metrics={table.tab.metrics}
            caption={table.tab.label}
            lessons={lessons}
            onFilter={onFilter}
          />
        )}
      </div>
      <footer class="panel-foot">
        {table && table.totalRows > table.rows.length && !failure && (
          <button
            type="button"
            class="button quiet"
            aria-label={texts.panel.allRowsOf(tab.label)}
            onClick={() => setShowsAll(true)}
          >
            <ExpandIcon />
            {texts.panel.allRows}
          </button>
        )}
        {lessons.length > 0 && <AllLessons lessons={lessons} />}
      </footer>
      {showsAll && (
        <Details
          tab={tab}
          subject={subject}
          lessons={lessons}
          onFilter={onFilter}
          onClose={() => setShowsAll(false)}
        />
      )}
    </section>
  );
}

function chosenTab(panel: PanelShape, key: string, choice: DimensionKey | null): Tab {
  const tab = panel.tabs.find((t) => t.key === key) ?? panel.tabs[0];
  const chosen = tab.choices?.find((c) => c.dimension === choice);
  return chosen ? { ...tab, dimension: chosen.dimension } : tab;
}

function Choice({ tab, onChoose }: { tab: Tab; onChoose: (dimension: DimensionKey) => void }) {
  return (
    <select
      class="panel-choice"
      aria-label={texts.panel.utmKind}
      value={tab.dimension}
      onChange={(event) => onChoose(event.currentTarget.value as DimensionKey)}
    >
      {tab.choices?.map((c) => (
        <option key={c.dimension} value={c.dimension}>
          {c.label}
        </option>
      ))}
    </select>
  );
}

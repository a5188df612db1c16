// One panel: its tabs, the first rows of the chosen one, and the way to all rows.
import { useId, useState } from "preact/hooks";
import { withoutRows, type Lesson, type Table } from "./answers";
import { Details } from "./details";
import { dimensions, type DimensionKey } from "./dimensions";
import { ExpandIcon } from "./icons";
import { AllLessons } from "./lesson_mark";
import { useLoaded, type Loaded } from "./loading";
import { EmptyNote, FailureNote, Skeleton, SuppressedNote } from "./notes";
import type { PanelShape, Tab } from "./panels";
import { ask, breakdownQuestion, type Subject } from "./questions";
import { Rows } from "./rows";
import { Tabs } from "./tabs";
import { texts } from "./texts";

const rowsShown = 8;

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
  const answer = useRows(tab, subject, round);
  const table = answer.failure ? null : answer.value;
  const hasTabs = panel.tabs.length > 1;
  const all = { tab, subject, lessons, onFilter, onClose: () => setShowsAll(false) };

  return (
    <section class={`card panel panel-${panel.key}`} aria-label={panel.heading}>
      <header class="panel-head">
        <h2>{panel.heading}</h2>
        {hasTabs && (
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
        role={hasTabs ? "tabpanel" : undefined}
        aria-label={hasTabs ? tab.label : undefined}
        aria-busy={answer.loading}
      >
        <PanelBody answer={answer} empty={panel.empty} lessons={lessons} onFilter={onFilter} />
      </div>
      <footer class="panel-foot">
        {table && table.totalRows > table.rows.length && (
          <AllRowsButton label={tab.label} onOpen={() => setShowsAll(true)} />
        )}
        {lessons.length > 0 && <AllLessons lessons={lessons} />}
      </footer>
      {showsAll && <Details {...all} />}
    </section>
  );
}

// A table with the tab that was asked: while the next one loads, the old rows keep their columns.
type TabTable = Table & { readonly tab: Tab };

function useRows(tab: Tab, subject: Subject, round: string): Loaded<TabTable> {
  const without = tab.without ?? [];
  const question = breakdownQuestion(subject, {
    dimension: dimensions[tab.dimension].wire,
    metrics: tab.metrics,
    limit: rowsShown + without.length,
    offset: 0,
  });
  return useLoaded(JSON.stringify(question) + round, async (signal) => ({
    ...withoutRows(await ask(question, signal), without, rowsShown),
    tab,
  }));
}

interface BodyProps extends Pick<Props, "lessons" | "onFilter"> {
  answer: Loaded<TabTable>;
  empty: PanelShape["empty"];
}

function PanelBody({
  answer: { value: table, failure, reload },
  empty,
  lessons,
  onFilter,
}: BodyProps) {
  if (failure) return <FailureNote failure={failure} onRetry={reload} />;
  if (!table) return <Skeleton rows={rowsShown} />;
  if (table.suppressed) return <SuppressedNote floor={table.floor} brief />;
  if (table.rows.length === 0) {
    return (
      <EmptyNote heading={empty?.heading ?? texts.empty.panel}>
        {empty && <p class="hint">{empty.how}</p>}
      </EmptyNote>
    );
  }
  const { dimension, metrics, label } = table.tab;
  return (
    <Rows
      table={table}
      dimension={dimension}
      metrics={metrics}
      caption={label}
      lessons={lessons}
      onFilter={onFilter}
    />
  );
}

function AllRowsButton({ label, onOpen }: { label: string; onOpen: () => void }) {
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={texts.panel.allRowsOf(label)}
      onClick={onOpen}
    >
      <ExpandIcon />
      {texts.panel.allRows}
    </button>
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

// All rows of a breakdown in a dialog: search, pages of rows, more columns.
import { useEffect, useState } from "preact/hooks";
import { withoutRows, type Lesson } from "./answers";
import { Dialog } from "./dialog";
import { dimensions, type DimensionKey } from "./dimensions";
import { fullNumber } from "./formats";
import { useLoaded } from "./loading";
import { EmptyNote, FailureNote, Skeleton, SuppressedNote } from "./notes";
import type { Tab } from "./panels";
import { ask, breakdownQuestion, canBeAsked, type Subject } from "./questions";
import { Rows } from "./rows";
import { texts } from "./texts";

const rowsPerPage = 50;
const typingPauseMs = 250;

interface Props {
  tab: Tab;
  subject: Subject;
  lessons: readonly Lesson[];
  onFilter: (dimension: DimensionKey, value: string) => void;
  onClose: () => void;
}

export function Details({ tab, subject, lessons, onFilter, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    if (typed.trim() === search) return;
    const timer = setTimeout(() => {
      setSearch(typed.trim());
      setOffset(0);
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [typed, search]);

  const metrics = [...tab.metrics, ...tab.more].filter((metric) =>
    canBeAsked(metric, subject.filters),
  );
  const question = breakdownQuestion(subject, {
    dimension: dimensions[tab.dimension].wire,
    metrics,
    search,
    limit: rowsPerPage,
    offset,
  });
  const {
    value: table,
    failure,
    loading,
    reload,
  } = useLoaded(JSON.stringify(question), async (signal) =>
    withoutRows(await ask(question, signal), tab.without ?? [], rowsPerPage),
  );
  const filter = (dimension: DimensionKey, value: string) => {
    onClose();
    onFilter(dimension, value);
  };
  return (
    <Dialog heading={tab.label} size="large" onClose={onClose}>
      <input
        class="input"
        type="search"
        maxLength={200}
        aria-label={texts.details.search}
        placeholder={texts.details.search}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div class="details-body" aria-busy={loading}>
        {failure ? (
          <FailureNote failure={failure} onRetry={reload} />
        ) : !table ? (
          <Skeleton rows={12} />
        ) : table.suppressed ? (
          <SuppressedNote floor={table.floor} />
        ) : table.rows.length === 0 ? (
          <EmptyNote heading={search ? texts.details.nothingFound(search) : texts.empty.panel} />
        ) : (
          <Rows
            table={table}
            dimension={tab.dimension}
            metrics={metrics}
            caption={tab.label}
            lessons={lessons}
            onFilter={filter}
          />
        )}
      </div>
      <footer class="details-foot" aria-live="polite">
        <button
          type="button"
          class="button"
          disabled={offset === 0}
          onClick={() => setOffset(Math.max(0, offset - rowsPerPage))}
        >
          {texts.details.previous}
        </button>
        <span class="hint">
          {table && table.rows.length > 0
            ? texts.details.rows(offset + 1, offset + table.rows.length, table.totalRows)
            : fullNumber(0)}
        </span>
        <button
          type="button"
          class="button"
          disabled={!table || offset + rowsPerPage >= table.totalRows}
          onClick={() => setOffset(offset + rowsPerPage)}
        >
          {texts.details.next}
        </button>
      </footer>
    </Dialog>
  );
}

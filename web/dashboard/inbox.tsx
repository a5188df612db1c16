// The inbox: the list of conversations, without anyone's words, or the one that the address names.
import { useEffect } from "preact/hooks";
import type { Conversation } from "./answers";
import { moment } from "./formats";
import { Link } from "./link";
import { useLoaded } from "./loading";
import { EmptyNote, FailureNote, Skeleton } from "./notes";
import { get } from "./server";
import { texts } from "./texts";
import { ThreadPage } from "./thread";

const t = texts.inbox;

export function Inbox({ allowed, search }: { allowed: boolean; search: string }) {
  useEffect(() => {
    document.title = `${t.title} · ${texts.product}`;
  }, []);
  const query = new URLSearchParams(search);
  const id = query.get("conversation");
  if (!allowed)
    return (
      <main class="page narrow" id="main">
        <EmptyNote heading={t.notForRole} />
      </main>
    );
  return (
    <main class="page narrow" id="main" tabIndex={-1}>
      {id ? (
        <ThreadPage key={id} id={id} />
      ) : (
        <ConversationList offset={Math.max(0, Number(query.get("offset")) || 0)} />
      )}
    </main>
  );
}

function ConversationList({ offset }: { offset: number }) {
  const { value, failure, reload } = useLoaded<{ conversations: Conversation[]; total: number }>(
    `inbox ${offset}`,
    (signal) => get(`/api/inbox?offset=${offset}`, signal),
  );
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="hint lead-in">{t.what}</p>
      <section class="card inbox-list" aria-label={t.heading} aria-busy={!value && !failure}>
        {failure ? (
          <FailureNote failure={failure} onRetry={reload} />
        ) : !value ? (
          <Skeleton rows={8} />
        ) : value.conversations.length === 0 ? (
          <EmptyNote heading={t.nothing}>
            <p class="hint">{t.nothingWhat}</p>
          </EmptyNote>
        ) : (
          <ul>
            {value.conversations.map((c) => (
              <ConversationRow key={c.id} conversation={c} />
            ))}
          </ul>
        )}
      </section>
      {value && <Pages offset={offset} shown={value.conversations.length} total={value.total} />}
    </>
  );
}

function ConversationRow({ conversation: c }: { conversation: Conversation }) {
  return (
    <li>
      <Link to={`/inbox?conversation=${encodeURIComponent(c.id)}`} class="conversation">
        <span class="only-read-aloud">{t.openOne} </span>
        <span class="conversation-page">
          <strong>{c.path}</strong>
          <span class="hint">{c.site}</span>
        </span>
        <span class="hint conversation-time">{moment(c.changed)}</span>
        <StateMark state={c.state} />
      </Link>
    </li>
  );
}

export function StateMark({ state }: { state: Conversation["state"] }) {
  return <span class={`state ${state}`}>{t.state[state] ?? state}</span>;
}

function Pages({ offset, shown, total }: { offset: number; shown: number; total: number }) {
  if (offset === 0 && shown >= total) return null;
  const before = Math.max(0, offset - Math.max(shown, 50));
  return (
    <nav class="inbox-pages" aria-label={texts.details.rows(offset + 1, offset + shown, total)}>
      {offset > 0 && (
        <Link to={before > 0 ? `/inbox?offset=${before}` : "/inbox"} class="button">
          {t.newer}
        </Link>
      )}
      <span class="hint">{texts.details.rows(offset + 1, offset + shown, total)}</span>
      {offset + shown < total && (
        <Link to={`/inbox?offset=${offset + shown}`} class="button">
          {t.older}
        </Link>
      )}
    </nav>
  );
}

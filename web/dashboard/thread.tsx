// One conversation: the messages, an answer, the lesson, closing it. Reading is written down by the
// server before it answers, and the person sees it.
import { useState } from "preact/hooks";
import type { Thread } from "./answers";
import { moment } from "./formats";
import { BackIcon, LessonIcon } from "./icons";
import { StateMark } from "./inbox";
import { Link } from "./link";
import { asFailure, useLoaded } from "./loading";
import { FailureNote, Skeleton } from "./notes";
import { OneField } from "./one_field";
import { post } from "./server";
import { texts } from "./texts";

const t = texts.inbox;
const textMax = 4000;
const sentenceMax = 300;

export function ThreadPage({ id }: { id: string }) {
  const api = `/api/inbox/${encodeURIComponent(id)}`;
  const {
    value: read,
    failure,
    reload,
  } = useLoaded<Thread>(api, (signal) => post(`${api}/read`, {}, signal));
  const [own, setOwn] = useState<Partial<Thread>>({}); // what we changed since
  const thread = read && { ...read, ...own };
  return (
    <>
      <Link to="/inbox" class="button quiet back">
        <BackIcon />
        {t.back}
      </Link>
      {failure ? (
        <FailureNote failure={failure} onRetry={reload} />
      ) : thread ? (
        <Conversation
          api={api}
          thread={thread}
          onChanged={(change) => setOwn({ ...own, ...change })}
        />
      ) : (
        <Skeleton rows={8} />
      )}
    </>
  );
}

interface Props {
  api: string;
  thread: Thread;
  // Shown at once: reading the thread anew would be one more reading in the person's log.
  onChanged: (change: Partial<Thread>) => void;
}

function Conversation({ api, thread, onChanged }: Props) {
  const isClosed = thread.state === "closed";
  const answered = (text: string) => {
    const message = { from: "staff", text, sent: new Date().toISOString(), read: null } as const;
    onChanged({ state: "waiting", messages: [...thread.messages, message] });
  };
  return (
    <article class="thread">
      <header class="thread-head">
        <div>
          <h1>{t.thread(thread.path)}</h1>
          <p class="hint">{thread.site}</p>
        </div>
        <StateMark state={thread.state} />
      </header>
      <ol class="messages">
        {thread.messages.map((message, i) => (
          <li key={i} class={`card message ${message.from}`}>
            <p class="message-head">
              <strong>{message.from === "person" ? t.person : t.staff}</strong>{" "}
              <span class="hint">
                {moment(message.sent)}
                {message.from === "staff" &&
                  ` · ${message.read ? t.readAt(moment(message.read)) : t.unread}`}
              </span>
            </p>
            <p class="message-text">{message.text}</p>
          </li>
        ))}
      </ol>
      {!isClosed && (
        <OneField
          label={t.reply}
          hint={t.replyHint}
          submit={t.send}
          rows={5}
          max={textMax}
          onSend={(text) => post(`${api}/reply`, { text })}
          onSent={answered}
        />
      )}
      <LessonBox api={api} thread={thread} onChanged={onChanged} />
      {!isClosed && <CloseButton api={api} onChanged={onChanged} />}
    </article>
  );
}

function LessonBox({ api, thread, onChanged }: Props) {
  const [open, setOpen] = useState(false);
  if (thread.lesson !== null) {
    return (
      <section class="card lesson-kept">
        <p class="hint">
          <LessonIcon /> {t.lessonKept}
        </p>
        <blockquote>{thread.lesson}</blockquote>
      </section>
    );
  }
  if (!open)
    return (
      <button type="button" class="button lesson-open" onClick={() => setOpen(true)}>
        <LessonIcon />
        {t.lesson}
      </button>
    );
  return (
    <OneField
      label={t.lessonSentence}
      hint={t.lessonHint}
      submit={t.keepLesson}
      rows={2}
      max={sentenceMax}
      focus
      onSend={(sentence) => post(`${api}/lesson`, { sentence })}
      onSent={(lesson) => onChanged({ lesson })}
    />
  );
}

function CloseButton({ api, onChanged }: Pick<Props, "api" | "onChanged">) {
  const [problem, setProblem] = useState("");
  const close = () =>
    post(`${api}/close`).then(
      () => onChanged({ state: "closed" }),
      (error: unknown) => setProblem(asFailure(error).message),
    );
  return (
    <>
      <button type="button" class="button quiet thread-close" onClick={close}>
        {t.close}
      </button>
      {problem && (
        <p class="form-failure" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

// The two benefits: pages to continue, and questions with their answers.
import { useEffect, useState } from "preact/hooks";
import { dateTime, t } from "./catalogue";
import { readConversations, readUnfinished, type Conversation } from "./jar_server";

export function ContinueReading({ here = "" }: { here?: string }) {
  const [pages, setPages] = useState<{ path: string; hostname: string; scroll_depth: number }[]>([]);
  useEffect(() => {
    readUnfinished(here).then((answer) => setPages(answer.pages), () => {});
  }, [here]);
  if (pages.length === 0) return <p class="hint">{t("continue_none")}</p>;
  return (
    <ul class="jar-continue">
      {pages.map((page) => (
        <li key={page.path}>
          {/* The host as it was when the page was read; on a development machine with its port. */}
          <a target="_top" href={page.hostname === location.hostname ? page.path : `https://${page.hostname}${page.path}`}>
            {page.path}
          </a>{" "}
          {page.scroll_depth > 0 && <span class="hint">{t("read_to", { percent: page.scroll_depth })}</span>}
        </li>
      ))}
    </ul>
  );
}

function Thread({ conversation }: { conversation: Conversation }) {
  return (
    <li class="jar-thread">
      <p class="hint">{conversation.path}</p>
      {conversation.messages.map((message, index) => (
        <div key={index} class={`jar-message from-${message.from}`}>
          <b>{t(message.from)}</b> <time class="hint" dateTime={message.sent}>{dateTime(message.sent)}</time>
          <p>{message.text}</p>
          {message.from === "you" && (
            <p class="hint">{message.read ? t("read_by_staff", { time: dateTime(message.read) }) : t("not_read_yet")}</p>
          )}
        </div>
      ))}
      {conversation.taught && (
        <p class="jar-taught-line">
          {t("taught_line")} <q>{conversation.taught}</q>
        </p>
      )}
    </li>
  );
}

// `hasJar`: without one there is nothing to ask for. `again` counts up when a question was sent.
export function Answers({ hasJar, again }: { hasJar: boolean; again: number }) {
  const [list, setList] = useState<Conversation[]>([]);
  useEffect(() => {
    if (hasJar) readConversations().then((answer) => setList(answer.conversations), () => {});
  }, [hasJar, again]);
  if (!hasJar) return <p class="hint">{t("answers_need_jar")}</p>;
  if (list.length === 0) return <p class="hint">{t("answers_none")}</p>;
  return (
    <ul class="jar-threads">
      {[...list].reverse().map((conversation) => (
        <Thread key={conversation.id} conversation={conversation} />
      ))}
    </ul>
  );
}

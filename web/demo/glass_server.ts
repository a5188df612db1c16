// What the page of two sides asks the server; the addresses are described in docs/api.md.
export const kSite = "localhost";

async function call<T>(method: string, path: string, body?: unknown, fields: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? fields : { "Content-Type": "application/json", ...fields },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(((await answer.json().catch(() => null)) as { error?: string } | null)?.error ?? `${answer.status}`);
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

export interface Kept {
  ip: string;
  would_keep: Record<string, string>[];
  dropped: { index: number; reason: string }[];
}

// What the server would keep of a page view, told without counting it.
export const explain = (url: string, referrer: string) =>
  call<Kept>("POST", "/api/event", { n: "pageview", u: url, d: kSite, r: referrer }, { "X-Debug-Request": "true" });

interface Answer {
  results: { metrics: (number | null)[]; dimensions: string[] }[];
}
export const ask = (metrics: string[], dimensions: string[] = []) =>
  call<Answer>("POST", "/api/v2/query", {
    site_id: kSite, metrics, dimensions, date_range: "day", pagination: { limit: 3, offset: 0 },
  });
export const leftOut = () => call<{ said_no: number }>("GET", `/api/sites/${kSite}/left-out`);
export interface Lesson {
  id: number;
  path: string;
  sentence: string;
}
export const lessons = () => call<{ lessons: Lesson[] }>("GET", `/api/sites/${kSite}/lessons`);

export interface JarState {
  state: "anonymous" | "signal" | "remembered" | "introduced" | "no";
  can_remember: boolean;
  number_loses_key_at: string;
  keep_for: string | null;
  expires: string | null;
  answers_waiting: number;
}
export const jarState = () => call<JarState>("GET", `/api/jar?site=${kSite}`);
export const choose = (choice: string, pageLoad: string) =>
  call<JarState>("POST", "/api/jar/choice", { site: kSite, choice, page_load: pageLoad });
export interface Page {
  seq: number;
  at: string;
  kind: string;
  path: string;
}
export const pages = () => call<{ pages: Page[] }>("POST", "/api/jar/pages", { site: kSite, after: 0 });
export interface Conversation {
  messages: { from: "you" | "staff"; text: string }[];
  taught: string | null;
}
export const conversations = () => call<{ conversations: Conversation[] }>("POST", "/api/jar/conversations", { site: kSite });
export const emptyJar = () => call<{ receipt: string }>("POST", "/api/jar/empty", { site: kSite });
export const erasure = (receipt: string) =>
  call<{ state: "pending" | "complete"; rows: number }>("POST", "/api/jar/erasure", { receipt });

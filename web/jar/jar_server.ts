// What the jar and the panel ask the server; docs/api.md describes each call.

const query = new URLSearchParams(location.search);
export const site = query.get("site") ?? location.hostname;
export const pageLoad = query.get("pl") ?? "";
export const pagePath = query.get("path") ?? "/";

async function call<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(path, body === undefined
    ? {}
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) {
    const said = (await answer.json().catch(() => null)) as { error?: string } | null;
    throw new Error(said?.error ?? `HTTP ${answer.status}`);
  }
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

export interface State {
  site: string;
  state: "anonymous" | "signal" | "remembered" | "introduced" | "no";
  can_remember: boolean;
  cannot_remember: null | "plain_http" | "not_same_site";
  keep_for: null | "visit" | "30d" | "13m";
  expires: string | null;
  number_loses_key_at: string;
  answers_waiting: number;
}
export interface Contents {
  held: { kind: string; count: number; benefit: string; kept_until: string; source: string }[];
  openings: { at: string; actor: "you" | "staff" | "program"; role: string; action: string; object: string; purpose: string }[];
  taught: { path: string; sentence: string; learned: string }[];
}
export interface Row {
  seq: number;
  at: string;
  kind: "pageview" | "custom" | "engagement";
  name: string;
  hostname: string;
  path: string;
  engagement_ms: number;
  scroll_depth: number | null;
}
export interface Conversation {
  id: number;
  path: string;
  state: string;
  began: string;
  messages: { from: "you" | "staff"; text: string; sent: string; read: string | null }[];
  taught: string | null;
}
export interface Declared {
  declared: {
    name: string;
    domain: string;
    platform: string;
    category: string;
    description: string;
    retention: string;
    controller: string;
  }[];
  audited: string | null;
  proven: string | null;
}
export type Choice = "visit" | "30d" | "13m" | "no";

export const readState = () => call<State>(`/api/jar?site=${encodeURIComponent(site)}`);
export const readDeclared = () => call<Declared>(`/api/jar/declared?site=${encodeURIComponent(site)}`);
export const choose = (choice: Choice) => call<State>("/api/jar/choice", { site, choice, page_load: pageLoad });
export const openJar = () => call<Contents>("/api/jar/open", { site });
export const readPages = (after: number) => call<{ pages: Row[]; more: boolean }>("/api/jar/pages", { site, after });
// `here` is the page that the person is on, which is left out.
export const readUnfinished = (here: string) =>
  call<{ pages: { path: string; hostname: string; at: string; scroll_depth: number }[] }>("/api/jar/continue", { site, path: here });
export const readConversations = () => call<{ conversations: Conversation[] }>("/api/jar/conversations", { site });
export const ask = (text: string, keep_for: Choice) =>
  call<{ id: number }>("/api/conversations", { site, path: pagePath, text, keep_for });
export const unlink = () => call<void>("/api/jar/unlink", { site });
export const closeJar = () => call<void>("/api/jar/close", {});
export const emptyJar = () => call<{ receipt: string }>("/api/jar/empty", { site });
export const readErasure = (receipt: string) =>
  call<{ state: "pending" | "complete"; rows: number }>("/api/jar/erasure", { receipt });

// The ZIP goes to the browser's downloads under a name that says what it is.
export async function download(): Promise<void> {
  const answer = await fetch("/api/jar/download", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ site }),
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `jar-${site}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// What the page of the browsers' jar asks glassjar-cookies, which serves it on this machine only.

// In the fragment, which browsers send to nobody. Never stored: it would lie in the jar itself.
const token = new URLSearchParams(location.hash.slice(1)).get("k") ?? "";

async function call<T>(path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { "X-Glassjar-Token": token };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, {
    headers,
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    const said = (await answer.json().catch(() => null)) as { error?: string } | null;
    throw new Error(said?.error ?? `HTTP ${answer.status}`);
  }
  return (await answer.json()) as T;
}

export interface Company {
  company: string;
  category: string;
  tracker: boolean;
  identifiers: number;
  items: number;
  stores: string[];
  sites: string[];
  seen_on: string[];
  shares_with: string[];
  since: string | null;
}
export interface Edge {
  from: string;
  to: string;
  shares: number;
  evidence: string;
}
export interface Jar {
  companies_that_know: number;
  items: number;
  respawned: number;
  new_since: string | null;
  new_items: number;
  new_companies: string[];
  companies: Company[];
  edges: Edge[];
  profiles: { browser: string; name: string; folder: string }[];
}
export interface Item {
  store: string;
  host: string;
  origin: string;
  top_site: string;
  name: string;
  value_prefix: string | null;
  bytes: number;
  identifies: "no" | "likely" | "yes";
  evidence: string[];
}
export interface Plan {
  items_going: number;
  items_staying: number;
  hsts_staying: number;
  going: { owner: string; items: number }[];
  staying: { site: string }[];
  running: string[];
  keep: string[];
  undo_until: string | null;
}
export interface Emptied {
  entry: { plan: Plan; items_remaining: number; left_over: string[] } | null;
  waiting: string[];
}

export const readJar = () => call<Jar>("/api/jar");
export const readItems = (name: string) =>
  call<{ name: string; items: Item[] }>(`/api/items?name=${encodeURIComponent(name)}`);
export const readPlan = () => call<Plan>("/api/plan");
export const emptyJar = () => call<Emptied>("/api/dump", {});
export const undo = () => call<unknown>("/api/undo", {});
export const keepSite = (site: string, keep: boolean) => call<string[]>("/api/keep", { site, keep });

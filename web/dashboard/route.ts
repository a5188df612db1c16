// The address bar as state: where we are, going elsewhere, and the browser's back and forward.
import { useEffect, useState } from "preact/hooks";

export interface Place {
  readonly path: string;
  readonly search: string;
}

function here(): Place {
  return { path: location.pathname, search: location.search };
}

const changed = "glassjar:went";

export function go(address: string, how: "push" | "replace" = "push"): void {
  if (address === location.pathname + location.search) return;
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  dispatchEvent(new Event(changed));
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = () => setPlace(here());
    addEventListener("popstate", update);
    addEventListener(changed, update);
    return () => {
      removeEventListener("popstate", update);
      removeEventListener(changed, update);
    };
  }, []);
  return place;
}

// A sign-in has ended: ask for it again, and come back here afterwards.
export function signedOut(): void {
  if (location.pathname === "/sign-in") return;
  go(`/sign-in?then=${encodeURIComponent(location.pathname + location.search)}`, "replace");
}

// Where to go after signing in. Only our own pages: an address from a link must lead nowhere else.
export function placeAfterSignIn(search: string): string {
  const then = new URLSearchParams(search).get("then") ?? "";
  return /^\/(dashboard|inbox)([/?]|$)/.test(then) ? then : "/dashboard";
}

// The tracker: reports page views and how they were read. At most 1,024 bytes gzipped, no dependency,
// and it stores nothing: no cookie, no local storage; the page-load number lives in this closure.
//
//   <script defer src="https://stats.example.org/glassjar.js" data-site="example.org"></script>
//
// data-site      the site's host (default: this page's)
// data-api       where to report to (default: /api/event beside this script)
// data-exclude   paths that are not reported, by comma, * for any part: /account/*,/cart
// data-minimal   page views only: no reading time, links or custom events
// data-automation  report under automation (navigator.webdriver) too
//
// Before it has loaded, calls can be queued:
//   window.glassjar = window.glassjar || function () { (glassjar.q = glassjar.q || []).push(arguments) }
import type { Glassjar } from "./glassjar";

const { dataset: settings, src: source } = document.currentScript as HTMLScriptElement;
const page = location;
const on = (names: string, listen: (event: never) => void): void =>
  names.split(" ").forEach((name) => addEventListener(name, listen as EventListener));
// The person's own signal: then page views only, without a number that would join them to anything.
// The browser says it in the request too; the server decides by that.
const signal = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl || navigator.doNotTrack == "1";
const minimal = "minimal" in settings || signal;
const excluded = settings.exclude &&
  RegExp(`^(${settings.exclude.replace(/[.+?]/g, "\\$&").replace(/\*/g, ".*").replace(/,/g, "|")})$`);

const queued = window.glassjar?.q;
let load: string | undefined;
let path = "";
let url: string;
let referrer = document.referrer;
let scrolled: number;
let reported: number;
let readMs = 0;
let readSince = 0;

const send = (name: string, more?: object): void => {
  // A beacon outlives the page, needs no preflight and carries the cookie that the person chose.
  if (!excluded || !excluded.test(path))
    navigator.sendBeacon?.(
      settings.api || source.replace(/[^/]*$/, "api/event"),
      JSON.stringify({ n: name, u: url, d: settings.site || page.hostname, r: referrer, pl: load, ...more }),
    );
};

// Visible and focused time only; called whenever either may have changed.
const readTime = (): void => {
  const now = performance.now();
  if (readSince) readMs += now - readSince;
  readSince = document.hasFocus() && !document.hidden ? now : 0;
};

const readScroll = (): void => {
  scrolled = Math.max(scrolled, Math.min(100, Math.round(((scrollY + innerHeight) / document.documentElement.scrollHeight) * 100)));
};

const report = (): void => {
  readTime();
  if (path && !minimal && (readMs > 999 || scrolled > reported)) {
    send("engagement", { e: Math.round(readMs), sd: (reported = scrolled) });
    readMs = 0;
  }
};

const view = (): void => {
  if (path == page.pathname) return;
  report();
  if (path) referrer = url;
  path = page.pathname;
  url = page.href;
  glassjar.pl = load = signal ? undefined : crypto.getRandomValues(new BigUint64Array(1))[0]!.toString(16);
  scrolled = reported = readMs = 0;
  send("pageview");
  readScroll();
};

const glassjar: Glassjar = (name, options) => {
  if (!minimal) send(name, { p: options?.props, i: options?.interactive });
};
window.glassjar = glassjar;

const start = (): void => {
  view();
  queued?.forEach((call) => glassjar(...call));
  const pushState = history.pushState;
  history.pushState = function (...state) {
    pushState.apply(this, state);
    view();
  };
  on("popstate", view);
  // Back from the browser's memory: a page view again.
  on("pageshow", (event: PageTransitionEvent) => {
    if (event.persisted) {
      path = "";
      view();
    }
  });
  readTime();
  on("focus blur", readTime);
  on("scroll", readScroll);
  on("visibilitychange pagehide", report);
  on("click", (event: MouseEvent) => {
    const link = (event.target as Element).closest("a");
    const file = link && /\.(pdf|zip|gz|docx?|xlsx?|csv|mp[34]|dmg|exe|epub)$/.test(link.pathname);
    if (file || (link && link.host && link.host != page.host))
      glassjar(file ? "File Download" : "Outbound Link: Click", { props: { url: link.origin + link.pathname } });
  });
};

if (!navigator.webdriver || "automation" in settings) {
  if ((document as { prerendering?: boolean }).prerendering) document.addEventListener("prerenderingchange", start);
  else start();
}

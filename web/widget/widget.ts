// The widget: one small button in the page's corner, behind it the panel in a frame of Glassjar's own
// origin, so that neither the page nor its other scripts can read what a person writes there.
//
//   <script defer src="https://stats.example.org/widget.js" data-site="example.org"></script>
//
// data-site   the site's host (default: this page's)
// data-lang   language of the panel (default: the page's, then the browser's)
// data-side   "left" or "right" (default) corner
import { buttonLabel, closeLabel } from "./labels";

const script = document.currentScript as HTMLScriptElement;
const site = script.dataset.site || location.hostname;
const language = (script.dataset.lang || document.documentElement.lang || navigator.language).slice(0, 2);
const side = script.dataset.side === "left" ? "left" : "right";
const base = script.src.replace(/[^/]*$/, "");

// The page's styles stop at the shadow root, ours do not leave it. Set by script: a strict policy of
// the page does not refuse a constructed sheet.
const kStyle = `
:host { all: initial; position: fixed; ${side}: 16px; bottom: 16px; z-index: 2147483000; }
button { all: unset; box-sizing: border-box; width: 48px; height: 48px; border-radius: 50%; cursor: pointer;
  display: grid; place-items: center; background: #fffdf9; border: 1px solid #8f8371;
  box-shadow: 0 2px 10px rgb(70 48 14 / 22%); }
button:hover { background: #fbe5b6; }
button:focus-visible { outline: 3px solid #1f5fbf; outline-offset: 2px; }
svg { width: 26px; height: 26px; }
.dot { position: absolute; top: 0; right: 0; width: 14px; height: 14px; border-radius: 50%; background: #94540a;
  border: 2px solid #fffdf9; }
.panel { position: absolute; bottom: 60px; ${side}: 0; width: min(380px, calc(100vw - 32px));
  height: min(620px, calc(100vh - 100px)); border: 1px solid #e8e0d2; border-radius: 16px; overflow: hidden;
  box-shadow: 0 12px 44px -10px rgb(50 34 8 / 40%); background: #fffdf9; }
iframe { width: 100%; height: 100%; border: 0; display: block; }
[hidden] { display: none; }
@media (prefers-color-scheme: dark) { button, .panel { background: #211c16; border-color: #8b7d69; } button:hover { background: #4d3912; } }`;

const kJar = `<svg viewBox="0 0 32 32" fill="none" aria-hidden="true"><path d="M8 15.5c2.6-1.6 5.4-1.6 8 0s5.4 1.6 8 0V24a4 4 0 0 1-4 4h-8a4 4 0 0 1-4-4z" fill="#f0a429"/><path d="M11 8.5c0 2-4 2.5-4 6.5v9.5a4.5 4.5 0 0 0 4.5 4.5h9a4.5 4.5 0 0 0 4.5-4.5V15c0-4-4-4.5-4-6.5" stroke="#a06a1c" stroke-width="2" stroke-linecap="round"/><rect x="9" y="3" width="14" height="5.5" rx="2" fill="#a06a1c"/></svg>`;

function panelUrl(): string {
  const query = new URLSearchParams({ site, path: location.pathname, pl: window.glassjar?.pl ?? "", lang: language });
  return `${base}widget?${query}`;
}

function build(): void {
  const host = document.createElement("glassjar-widget");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(kStyle);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.innerHTML = kJar;
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", buttonLabel(language));
  const dot = document.createElement("span");
  dot.className = "dot";
  dot.hidden = true;
  button.append(dot);
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.hidden = true;
  // In this order the next Tab after the button is in the panel.
  root.append(button, panel);

  const show = (open: boolean): void => {
    // A new frame each time: the page load, the path and the answers may have changed.
    panel.replaceChildren();
    if (open) {
      const frame = document.createElement("iframe");
      frame.src = panelUrl();
      frame.title = buttonLabel(language);
      panel.append(frame);
      dot.hidden = true;
    }
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? closeLabel(language) : buttonLabel(language));
  };
  button.addEventListener("click", () => show(panel.hidden));
  // Escape closes, pressed on the page or in the panel, and returns to the button.
  const closeByKey = (): void => {
    if (panel.hidden) return;
    show(false);
    button.focus();
  };
  addEventListener("keydown", (event) => event.key === "Escape" && closeByKey());
  addEventListener("message", (event) => {
    if (event.origin === new URL(base).origin && event.data === "glassjar:close") closeByKey();
  });
  document.body.append(host);
  showWaitingAnswers(dot);
}

// A dot when an answer waits. Asked only where it can be: from the same origin, or as one of the
// owner's sites; a refusal is silent.
function showWaitingAnswers(dot: HTMLElement): void {
  if (new URL(base).origin !== location.origin) return;
  fetch(`${base}api/jar?site=${encodeURIComponent(site)}`)
    .then((answer) => answer.json())
    .then((jar: { answers_waiting?: number }) => {
      dot.hidden = !jar.answers_waiting;
    })
    .catch(() => {});
}

if (document.body) build();
else addEventListener("DOMContentLoaded", build);

// One visit, seen live from both sides: the shop in a frame, left what the company gets, right what the
// person gets. Everything shown is what the server answers; nothing here is staged.
import { render } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { CompanyPane } from "./company_pane";
import { PersonPane } from "./person_pane";
import { kSite } from "./glass_server";
import "../theme.css";
import "./glass.css";

const kLookAtFrameEveryMs = 400;
// An event is stored within a second; the panes are read again then.
const kStoredAfterMs = 1200;

export interface Shown {
  url: string;
  path: string;
  pageLoad: string;
}

// Which page of the shop the frame shows, by asking it: both are of this origin.
function useShownPage() {
  const frame = useRef<HTMLIFrameElement>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    const look = () => {
      const inside = frame.current?.contentWindow;
      const pageLoad = inside?.glassjar?.pl ?? "";
      const url = inside?.location.href ?? "";
      if (!inside || !inside.glassjar || !url.startsWith("http")) return;
      setShown((before) =>
        before?.url === url && before.pageLoad === pageLoad ? before : { url, path: inside.location.pathname, pageLoad },
      );
    };
    const timer = setInterval(look, kLookAtFrameEveryMs);
    return () => clearInterval(timer);
  }, []);
  return { frame, shown };
}

function Glass() {
  const { frame, shown } = useShownPage();
  // Counts up whenever something may have changed in the server.
  const [moment, setMoment] = useState(0);
  const later = useCallback(() => {
    setMoment((n) => n + 1);
    setTimeout(() => setMoment((n) => n + 1), kStoredAfterMs);
  }, []);
  useEffect(later, [shown, later]);
  return (
    <>
      <header class="glass-header">
        <h1>One visit, seen from both sides</h1>
        <p>
          Click through the shop. On the left is what the company gets from it, on the right what you get. It is the same jar, and
          both sides look into it.
        </p>
      </header>
      <main class="glass-panes">
        <section class="glass-shop card" aria-label="The shop">
          <iframe ref={frame} src="/demo/" title="The demo shop; click through its pages" />
        </section>
        <CompanyPane shown={shown} moment={moment} />
        <PersonPane shown={shown} moment={moment} onChanged={later} />
      </main>
      <footer class="glass-footer">
        <p>
          The site is <code>{kSite}</code>, its smallest shown group is one visitor; real sites start at five.{" "}
          <a href={`/dashboard/${kSite}`}>The whole dashboard</a> · <a href={`/jar?site=${kSite}`}>your whole jar</a> ·{" "}
          <a href="/inbox">the inbox</a>
        </p>
      </footer>
    </>
  );
}

render(<Glass />, document.getElementById("app")!);

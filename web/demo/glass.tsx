// One visit, seen live from both sides: the shop in a frame, left what the company gets, right what the
// person gets. Everything shown is what the server answers; nothing here is staged.
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { CompanyPane } from "./company_pane";
import { PersonPane } from "./person_pane";
import { ShopPane, type Shown } from "./shop_pane";
import { kSite } from "./glass_server";
import "../theme.css";
import "./glass.css";

// An event is stored within a second; the panes are read again then.
const kStoredAfterMs = 1200;
// Others visit and answer, too.
const kLookAgainEveryMs = 4000;

function Header() {
  return (
    <header class="glass-header">
      <div>
        <h1>One visit, both sides of the glass</h1>
        <p>
          You’ve been cookied. Glassjar is the other way: customers are teachers, and both sides look into the same jar.
        </p>
      </div>
      <ol class="glass-steps">
        <li>
          <b>Click through the shop</b> and see all that the company gets of it.
        </li>
        <li>
          <b>Say whether you mind,</b> and see what it changes on both sides.
        </li>
        <li>
          <b>Ask with the jar button</b> in the shop’s corner, and answer in <a href="/inbox" target="_blank">the inbox</a>.
        </li>
      </ol>
    </header>
  );
}

// Counts up whenever something may have changed in the server: `moment` by what was done here, `tick`
// by the clock.
function useChanges(shown: Shown | null) {
  const [moment, setMoment] = useState(0);
  const [tick, setTick] = useState(0);
  const later = useCallback(() => {
    setMoment((n) => n + 1);
    setTimeout(() => setMoment((n) => n + 1), kStoredAfterMs);
  }, []);
  useEffect(later, [shown, later]);
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && setTick((n) => n + 1), kLookAgainEveryMs);
    return () => clearInterval(timer);
  }, []);
  return { moment, tick, later };
}

function Glass() {
  const [shown, setShown] = useState<Shown | null>(null);
  const { moment, tick, later } = useChanges(shown);
  return (
    <>
      <Header />
      <main class="glass-panes">
        <CompanyPane shown={shown} moment={moment + tick} />
        <ShopPane shown={shown} onShown={setShown} />
        <PersonPane shown={shown} moment={moment} tick={tick} onChanged={later} />
      </main>
      <footer class="glass-footer">
        <p>
          The whole thing: <a href={`/dashboard/${kSite}`}>the dashboard</a>, <a href={`/jar?site=${kSite}`}>your jar</a>,{" "}
          <a href="/inbox">the inbox</a>. This demo shows groups of one visitor; real sites start at five. The eight weeks before today
          are made up.
        </p>
      </footer>
    </>
  );
}

render(<Glass />, document.getElementById("app")!);

// The jar of your own browsers: companies as lids, who shares with whom, an item's story, emptying.
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { CompanyCard } from "./company";
import { readJar, readPlan, type Company, type Jar, type Plan } from "./cookies_server";
import { Emptying } from "./emptying";
import { Graph } from "./graph";
import "../theme.css";
import "./cookies.css";

const kLidsShown = 60;

const counted = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

// A lid is as large as what its company knows: three sizes, by identifiers.
const sizeOf = ({ identifiers }: Company) => (identifiers >= 10 ? "large" : identifiers > 0 ? "middle" : "small");

function Lids({ companies, chosen, onChosen }: { companies: Company[]; chosen: string; onChosen: (name: string) => void }) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul class="lids">
        {companies.slice(0, all ? undefined : kLidsShown).map((company) => (
          <li key={company.company}>
            <button
              type="button"
              class={`lid lid-${sizeOf(company)}${company.tracker ? " lid-tracker" : ""}`}
              aria-pressed={company.company === chosen}
              onClick={() => onChosen(company.company)}
            >
              <strong>{company.company}</strong>
              <span>
                {company.identifiers > 0 && `${counted(company.identifiers, "identifier")}, `}
                {counted(company.items, "item")}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {!all && companies.length > kLidsShown && (
        <button type="button" class="button quiet" onClick={() => setAll(true)}>
          Show all {companies.length}
        </button>
      )}
    </>
  );
}

function Headline({ jar }: { jar: Jar }) {
  const knowing = jar.companies_that_know;
  return (
    <header>
      <h1>
        {knowing} {knowing === 1 ? "company knows" : "companies know"} this browser
      </h1>
      <p class="soft">
        {jar.items.toLocaleString("en")} items of {jar.companies.length} companies in{" "}
        {jar.profiles.map(({ browser, name }) => `${browser} (${name})`).join(", ")}. Nothing of it leaves this machine.
      </p>
      {jar.new_since && jar.new_items > 0 && (
        <p>
          New since {new Date(jar.new_since).toLocaleString("en")}: {jar.new_items} items of{" "}
          {jar.new_companies.slice(0, 5).join(", ")}.
        </p>
      )}
      {jar.respawned > 0 && <p role="status">{jar.respawned} values came back after being deleted.</p>}
    </header>
  );
}

function App() {
  const [jar, setJar] = useState<Jar | null>(null);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [chosen, setChosen] = useState("");
  const [failure, setFailure] = useState("");
  const refresh = useCallback(() => {
    Promise.all([readJar(), readPlan()]).then(
      ([newJar, newPlan]) => {
        setJar(newJar);
        setPlan(newPlan);
      },
      (error: Error) => setFailure(error.message),
    );
  }, []);
  useEffect(refresh, [refresh]);
  if (failure) return <main><p role="alert">{failure}</p></main>;
  if (!jar || !plan) return <main><p class="soft">Looking into the jar…</p></main>;
  const company = jar.companies.find((each) => each.company === chosen);
  return (
    <main>
      <Headline jar={jar} />
      <section class="card" aria-labelledby="lids-title">
        <h2 id="lids-title">In the jar</h2>
        <Lids companies={jar.companies} chosen={chosen} onChosen={setChosen} />
      </section>
      {company && <CompanyCard company={company} keep={plan.keep} onKept={refresh} onClosed={() => setChosen("")} />}
      <section class="card" aria-labelledby="graph-title">
        <h2 id="graph-title">Who holds the same identifier</h2>
        <Graph edges={jar.edges} onChosen={setChosen} />
      </section>
      <Emptying plan={plan} onChanged={refresh} />
    </main>
  );
}

render(<App />, document.getElementById("app")!);

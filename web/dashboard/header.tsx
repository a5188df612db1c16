// The header of signed-in pages: brand, site picker, where to go, colours, sign-out.
import { useState } from "preact/hooks";
import type { Me, Site } from "./answers";
import { mayReadInbox } from "./app";
import { HalfIcon, JarIcon, MoonIcon, SunIcon } from "./icons";
import { Link } from "./link";
import { go } from "./route";
import { post } from "./server";
import { texts } from "./texts";
import { applyTheme, storedTheme, themeAfter } from "./theme";

interface Props {
  me: Me;
  sites: readonly Site[];
  site: Site | undefined;
  place: "dashboard" | "inbox";
  onAddSite: () => void;
}

const addSite = "+";

export function Header({ me, sites, site, place, onAddSite }: Props) {
  const home = site ? `/dashboard/${encodeURIComponent(site.host)}` : "/dashboard";
  const pick = (event: Event) => {
    const select = event.currentTarget as HTMLSelectElement;
    if (select.value !== addSite) return go(`/dashboard/${encodeURIComponent(select.value)}`);
    select.value = site?.host ?? "";
    onAddSite();
  };
  return (
    <header class="top-bar">
      <div class="top-bar-inner">
        <Link to={home} class="brand">
          <JarIcon />
          <span>{texts.product}</span>
        </Link>
        {site && place === "dashboard" && (sites.length > 1 || me.role === "owner") && (
          <select
            class="site-picker"
            aria-label={texts.header.sites}
            value={site.host}
            onChange={pick}
          >
            {sites.map((s) => (
              <option key={s.host} value={s.host}>
                {s.host}
              </option>
            ))}
            {me.role === "owner" && <option value={addSite}>{texts.header.addSite}…</option>}
          </select>
        )}
        <nav class="top-nav" aria-label={texts.header.main}>
          <Link to={home} class="nav-link" current={place === "dashboard"}>
            {texts.header.dashboard}
          </Link>
          {mayReadInbox(me.role) && (
            <Link to="/inbox" class="nav-link" current={place === "inbox"}>
              {texts.header.inbox}
            </Link>
          )}
        </nav>
        <div class="top-actions">
          <ThemeSwitch />
          <button type="button" class="button quiet" title={me.email} onClick={signOut}>
            {texts.header.signOut}
          </button>
        </div>
      </div>
    </header>
  );
}

async function signOut(): Promise<void> {
  await post("/api/sign-out").catch(() => undefined); // without a sign-in we are where we want to be
  go("/sign-in");
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(storedTheme);
  const change = () => {
    const next = themeAfter(theme);
    applyTheme(next);
    setTheme(next);
  };
  const label = texts.header.theme[theme];
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={change}>
      {theme === "light" ? <SunIcon /> : theme === "dark" ? <MoonIcon /> : <HalfIcon />}
    </button>
  );
}

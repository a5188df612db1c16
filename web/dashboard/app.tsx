// Which page the address asks for, and what every signed-in page needs: who we are, which sites.
import { useErrorBoundary, useState } from "preact/hooks";
import type { Me, Role, Site } from "./answers";
import { AddSite } from "./add_site";
import { ChoosePassword } from "./choose_password";
import { Header } from "./header";
import { Inbox } from "./inbox";
import { Link } from "./link";
import { useLoaded } from "./loading";
import { EmptyNote, FailureNote, Skeleton } from "./notes";
import { usePlace, type Place } from "./route";
import { Failure, get } from "./server";
import { SignIn } from "./sign_in";
import { SitePage } from "./site_page";
import { texts } from "./texts";
import { viewFromAddress } from "./view";

export function App() {
  const place = usePlace();
  const [fault, forget] = useErrorBoundary();
  if (fault) {
    const failure = new Failure(0, texts.failed.fault, "");
    return (
      <main class="page narrow">
        <FailureNote failure={failure} onRetry={forget} />
      </main>
    );
  }
  return place.path === "/sign-in" ? <SignIn search={place.search} /> : <SignedIn place={place} />;
}

interface Standing {
  me: Me;
  sites: Site[];
}

async function loadStanding(signal: AbortSignal): Promise<Standing> {
  const [me, { sites }] = await Promise.all([
    get<Me>("/api/me", signal),
    get<{ sites: Site[] }>("/api/sites", signal),
  ]);
  return { me, sites };
}

function SignedIn({ place }: { place: Place }) {
  const { value: standing, failure, reload } = useLoaded("standing", loadStanding);
  if (failure && failure.status !== 401) {
    return (
      <main class="page narrow">
        <FailureNote failure={failure} onRetry={reload} />
      </main>
    );
  }
  if (!standing) {
    return (
      <main class="page">
        <Skeleton rows={12} />
      </main>
    );
  }
  if (standing.me.must_choose_password) {
    return <ChoosePassword email={standing.me.email} onDone={reload} />;
  }
  return <Pages place={place} standing={standing} onSitesChanged={reload} />;
}

interface PagesProps {
  place: Place;
  standing: Standing;
  onSitesChanged: () => void;
}

function Pages({ place, standing: { me, sites }, onSitesChanged }: PagesProps) {
  const [adding, setAdding] = useState(false);
  const inInbox = place.path === "/inbox" || place.path.startsWith("/inbox/");
  const view = viewFromAddress(inInbox ? "/dashboard" : place.path, place.search);
  const site = view.site ? sites.find((s) => s.host === view.site) : sites[0];
  const page = () => {
    if (inInbox) return <Inbox allowed={mayReadInbox(me.role)} search={place.search} />;
    if (adding || sites.length === 0) {
      const added = () => {
        setAdding(false);
        onSitesChanged();
      };
      const cancel = sites.length > 0 ? () => setAdding(false) : null;
      return <AddSite allowed={me.role === "owner"} onAdded={added} onCancel={cancel} />;
    }
    if (!site) return <UnknownSite host={view.site} />;
    return <SitePage key={site.host} site={site} view={{ ...view, site: site.host }} />;
  };
  return (
    <>
      <a class="skip" href="#main">
        {texts.skip}
      </a>
      <Header
        me={me}
        sites={sites}
        site={site ?? sites[0]}
        place={inInbox ? "inbox" : "dashboard"}
        onAddSite={() => setAdding(true)}
      />
      {page()}
    </>
  );
}

function UnknownSite({ host }: { host: string }) {
  return (
    <main class="page narrow" id="main">
      <EmptyNote heading={texts.unknownSite(host)}>
        <Link to="/dashboard" class="button">
          {texts.header.dashboard}
        </Link>
      </EmptyNote>
    </main>
  );
}

export function mayReadInbox(role: Role): boolean {
  return role === "owner" || role === "service";
}

// Which page the address asks for, and what every signed-in page needs: who we are, which sites.
import { useErrorBoundary, useState } from "preact/hooks";
import type { Me, Role, Site } from "./answers";
import { AddSite } from "./add_site";
import { ChoosePassword } from "./choose_password";
import { Header } from "./header";
import { Inbox } from "./inbox";
import { useLoaded } from "./loading";
import { FailureNote, Skeleton } from "./notes";
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
  const standing = useLoaded("standing", loadStanding);
  const [adding, setAdding] = useState(false);
  if (standing.failure && standing.failure.status !== 401) {
    return (
      <main class="page narrow">
        <FailureNote failure={standing.failure} onRetry={standing.reload} />
      </main>
    );
  }
  if (!standing.value)
    return (
      <main class="page">
        <Skeleton rows={12} />
      </main>
    );
  const { me, sites } = standing.value;
  if (me.must_choose_password) return <ChoosePassword email={me.email} onDone={standing.reload} />;

  const inInbox = place.path === "/inbox" || place.path.startsWith("/inbox/");
  const view = viewFromAddress(inInbox ? "/dashboard" : place.path, place.search);
  const site = sites.find((s) => s.host === view.site) ?? sites[0];
  const added = () => {
    setAdding(false);
    standing.reload();
  };
  return (
    <>
      <a class="skip" href="#main">
        {texts.skip}
      </a>
      <Header
        me={me}
        sites={sites}
        site={site}
        place={inInbox ? "inbox" : "dashboard"}
        onAddSite={() => setAdding(true)}
      />
      {inInbox ? (
        <Inbox allowed={mayReadInbox(me.role)} search={place.search} />
      ) : adding || !site ? (
        <AddSite
          allowed={me.role === "owner"}
          onAdded={added}
          onCancel={site ? () => setAdding(false) : null}
        />
      ) : (
        <SitePage key={site.host} site={site} view={{ ...view, site: site.host }} />
      )}
    </>
  );
}

export function mayReadInbox(role: Role): boolean {
  return role === "owner" || role === "service";
}

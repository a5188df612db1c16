// The middle pane: the shop in a frame, and its address with what is cut off before anything is kept.
import { useEffect, useRef } from "preact/hooks";

const kLookAtFrameEveryMs = 300;
// A link as newsletters carry it: a tag that says where it came from, and one that says who clicked.
const kEntry = "/demo/?utm_source=newsletter&email=ada@example.org";

export interface Shown {
  url: string;
  path: string;
  pageLoad: string;
}

// Which page of the shop the frame shows, by asking it: both are of this origin.
function useLook(shown: Shown | null, onShown: (shown: Shown) => void) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const look = () => {
      const inside = frame.current?.contentWindow;
      if (!inside?.glassjar || !inside.location.href.startsWith("http")) return;
      const { href: url, pathname: path } = inside.location;
      const pageLoad = inside.glassjar.pl ?? "";
      if (shown?.url !== url || shown.pageLoad !== pageLoad) onShown({ url, path, pageLoad });
    };
    const timer = setInterval(look, kLookAtFrameEveryMs);
    return () => clearInterval(timer);
  }, [shown, onShown]);
  return frame;
}

const isKept = (pair: string) => pair.startsWith("utm_");
export const queryOf = (shown: Shown): string[] => new URL(shown.url).search.slice(1).split("&").filter(Boolean);
// What of the address's query is cut off; the tags that name a campaign stay.
export const cutOff = (shown: Shown): string[] => queryOf(shown).filter((pair) => !isKept(pair));

function Address({ shown }: { shown: Shown | null }) {
  return (
    <p class="glass-address">
      <span class="only-read-aloud">The shop’s address: </span>
      {shown ? location.host + shown.path : "…"}
      {shown && queryOf(shown).map((pair, i) => (
        <span key={pair}>
          {i === 0 ? "?" : "&"}
          {isKept(pair) ? pair : <s>{decodeURIComponent(pair)}</s>}
        </span>
      ))}
    </p>
  );
}

export function ShopPane({ shown, onShown }: { shown: Shown | null; onShown: (shown: Shown) => void }) {
  const frame = useLook(shown, onShown);
  return (
    <section class="glass-shop card" aria-label="The shop">
      <Address shown={shown} />
      <iframe ref={frame} src={kEntry} title="The demo shop; click through its pages" />
    </section>
  );
}

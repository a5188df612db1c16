// What Chromium itself says is stored, by its DevTools protocol, in the words of `glassjar-cookies list`.

const withoutSlash = (origin) => origin.replace(/\/$/, "");

// "http://b.localhost:80/^0http://a.localhost" -> whose storage it is.
function ownerOf(storageKey) {
  const [origin, topSite = ""] = storageKey.split("^0");
  return { origin: withoutSlash(origin), top_site: withoutSlash(topSite), host: new URL(origin).hostname };
}

const kSameSite = { undefined: "unset", None: "none", Lax: "lax", Strict: "strict" };

async function cookies(browser) {
  const { cookies: told } = await browser.send("Storage.getCookies");
  return told.map((cookie) => ({
    store: "cookie",
    host: cookie.domain.replace(/^\./, ""),
    host_only: !cookie.domain.startsWith("."),
    top_site: cookie.partitionKey?.topLevelSite ?? "",
    name: cookie.name,
    value: cookie.value,
    path: cookie.path,
    secure: cookie.secure,
    http_only: cookie.httpOnly,
    same_site: kSameSite[cookie.sameSite],
    persistent: !cookie.session,
    expires: cookie.session ? null : new Date(cookie.expires * 1000).toISOString(),
  }));
}

// The storage of one frame's owner, asked in the session of the process that shows the frame.
async function storage(send, frameId, large) {
  const { storageKey } = await send("Storage.getStorageKey", { frameId });
  const owner = ownerOf(storageKey);
  const items = [];
  for (const isLocalStorage of [true, false]) {
    const { entries } = await send("DOMStorage.getDOMStorageItems", { storageId: { storageKey, isLocalStorage } });
    const store = isLocalStorage ? "local_storage" : "session_storage";
    items.push(...entries.map(([name, value]) => ({ store, ...owner, name, value })));
  }
  const ask = async (expression) => {
    const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  // The names by the protocol, what is in them by the page, which reads the records as it wrote them.
  const { databaseNames } = await send("IndexedDB.requestDatabaseNames", { storageKey });
  const databases = await ask(`tellDatabases(${JSON.stringify(large)})`);
  const isNamed = ({ name }) => databaseNames.some((each) => name === each || name.startsWith(`${each}/`));
  if (!databases.every(isNamed)) throw new Error(`${storageKey}: databases that the protocol does not name`);
  items.push(...databases.map((each) => ({ store: "indexed_db", ...owner, ...each })));
  const { caches } = await send("CacheStorage.requestCacheNames", { storageKey });
  items.push(...caches.map(({ cacheName }) => ({ store: "cache_storage", ...owner, name: cacheName })));
  const scopes = await ask("navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => scope))");
  items.push(...scopes.map((name) => ({ store: "service_worker", ...owner, name })));
  return items;
}

// Every item that the protocol tells of this browser, through the tabs that are open. `large`: what is
// listed of a value that is too large.
export async function toldByChromium(browser, tabs, large) {
  const items = await cookies(browser);
  for (const tab of tabs)
    for (const { sessionId, frameId } of await tab.processes())
      items.push(...(await storage((method, params) => browser.send(method, params, sessionId), frameId, large)));
  return items;
}

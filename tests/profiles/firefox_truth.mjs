// What Firefox itself says that sites have left in it, in the form in which glassjar-cookies lists items:
// its own services for what they know, the pages for what only pages may ask.

// In the browser: cookies, caches, workers and the index of storage, by their owners.
const kServices = `
  const topSite = (key) => {
    const [, scheme, host] = /^\\(([^,]+),([^,)]+)/.exec(key) ?? [];
    return scheme ? scheme + "://" + host : "";
  };
  const owner = (principal) => ({
    host: principal.host,
    origin: principal.originNoSuffix,
    top_site: topSite(principal.originAttributes.partitionKey),
    container: principal.originAttributes.userContextId ? String(principal.originAttributes.userContextId) : undefined,
  });
  const isSite = (principal) => /^https?$/.test(principal.scheme);
  const told = [];
  for (const cookie of Services.cookies.cookies)
    told.push({
      store: "cookie", host: cookie.host.replace(/^[.]/, ""), top_site: topSite(cookie.originAttributes.partitionKey),
      container: cookie.originAttributes.userContextId ? String(cookie.originAttributes.userContextId) : undefined,
      name: cookie.name, value: cookie.value, path: cookie.path, host_only: !cookie.isDomain,
      secure: cookie.isSecure, http_only: cookie.isHttpOnly, persistent: !cookie.isSession,
      same_site: ["none", "lax", "strict"][cookie.sameSite] ?? "unset",
      expires: cookie.isSession ? undefined : new Date(cookie.expiry).toISOString(),
    });
  const usage = await new Promise((resolve) => Services.qms.getUsage((request) => resolve(request.result), true));
  const principals = usage.filter(({ origin }) => /^https?:/.test(origin))
    .map(({ origin }) => Services.scriptSecurityManager.createContentPrincipalFromOrigin(origin));
  for (const principal of principals) {
    told.push({ store: "quota", ...owner(principal) });
    for (const name of await new CacheStorage("content", principal).keys())
      told.push({ store: "cache_storage", ...owner(principal), name });
  }
  const manager = Cc["@mozilla.org/serviceworkers/manager;1"].getService(Ci.nsIServiceWorkerManager);
  const registrations = manager.getAllRegistrations();
  for (let i = 0; i < registrations.length; ++i) {
    const registration = registrations.queryElementAt(i, Ci.nsIServiceWorkerRegistrationInfo);
    if (isSite(registration.principal))
      told.push({ store: "service_worker", ...owner(registration.principal), name: registration.scope, value: registration.scriptSpec });
  }
  const bounces = Cc["@mozilla.org/bounce-tracking-protection;1"].getService(Ci.nsIBounceTrackingProtection);
  const hostsOf = (entries) => entries.map((entry) => entry.siteHost ?? String(entry)).sort();
  for (const host of hostsOf(bounces.testGetBounceTrackerCandidateHosts({})))
    told.push({ store: "bounce_tracking", host, top_site: "", name: "bounce" });
  for (const host of hostsOf(bounces.testGetUserActivationHosts({})))
    told.push({ store: "bounce_tracking", host, top_site: "", name: "interaction" });
  const hsts = Cc["@mozilla.org/ssservice;1"].getService(Ci.nsISiteSecurityService);
  for (const [host, partitionKey] of args[0])
    if (hsts.isSecureURI(Services.io.newURI("https://" + host), { partitionKey }))
      told.push({ store: "hsts", host, partitionKey });
  return told;
`;

// HSTS can only be asked for one host in one partition: `candidates` are [host, partition key].
export function toldByServices(browser, candidates) {
  return browser.ask(kServices, candidates);
}

// In the page that is shown and in each of its frames: local and session storage, and databases
// with their records.
export async function toldByPages(browser, frames, container = undefined) {
  const ask = async (topSite) => {
    const { origin, host, local, session, databases } = await browser.evaluate(`(async () => ({
      origin: location.origin, host: location.hostname, local: Object.entries(localStorage), session: Object.entries(sessionStorage),
      databases: await tellDatabases("not read"),
    }))()`);
    const owner = { host, origin, top_site: topSite, container };
    return [
      ...local.map(([name, value]) => ({ store: "local_storage", ...owner, name, value })),
      ...session.map(([name, value]) => ({ store: "session_storage", ...owner, name, value })),
      ...databases.map((each) => ({ store: "indexed_db", ...owner, ...each })),
    ];
  };
  const told = await ask("");
  const top = (await browser.evaluate("location.origin")).replace(/:\d+$/, "");
  for (let id = 0; id < frames; ++id) {
    await browser.send("WebDriver:SwitchToFrame", { id });
    told.push(...await ask(top));
    await browser.send("WebDriver:SwitchToFrame", { id: null });
  }
  return told;
}

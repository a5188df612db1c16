// What a page of the test site does in the browser: writes one known item into every store, and tells
// what of it is still there. `document.documentElement.dataset.state` turns "written" at the end.

const opened = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function writeDatabase(value) {
  const request = indexedDB.open("people", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("ids");
  const database = await opened(request);
  const transaction = database.transaction("ids", "readwrite");
  transaction.objectStore("ids").put({ uid: value }, "uid");
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
}

async function writeWorker() {
  await navigator.serviceWorker.register("/worker.js", { scope: "/" });
  await navigator.serviceWorker.ready;
}

// A browser may refuse a store to a frame: that is its answer, not an error of the page.
async function trying(what, refused) {
  try {
    await what();
  } catch (error) {
    refused.push(String(error));
  }
}

const framesWritten = (count) =>
  new Promise((resolve) => {
    let left = count;
    if (left === 0) resolve();
    addEventListener("message", ({ data }) => {
      if (data === "written" && --left === 0) resolve();
    });
  });

async function writeEverything({ marks, frames, third }) {
  const refused = [];
  const others = framesWritten(frames);
  await trying(() => {
    const reach = third ? "SameSite=None; Secure" : "SameSite=Lax";
    document.cookie = `by_script=${marks.script}; Path=/; Max-Age=8640000; ${reach}`;
  }, refused);
  await trying(() => localStorage.setItem("visitor", marks.local), refused);
  await trying(() => localStorage.setItem("名前", `${marks.local} 日本`), refused);
  await trying(() => sessionStorage.setItem("tab", marks.session), refused);
  await trying(() => writeDatabase(marks.indexed), refused);
  await trying(async () => (await caches.open("files")).add("/cached"), refused);
  await trying(writeWorker, refused);
  await others;
  document.documentElement.dataset.refused = refused.join("; ");
  document.documentElement.dataset.state = "written";
  if (parent !== window) parent.postMessage("written", "*");
}

// What this origin can still read of its own; reading makes nothing.
async function tellHoldings() {
  const databases = (await indexedDB.databases()).map(({ name }) => name).sort();
  const holdings = {
    cookies: document.cookie.split("; ").filter(Boolean).sort(),
    local: Object.entries(localStorage).map(([key, value]) => `${key}=${value}`).sort(),
    databases,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  };
  if (databases.includes("people")) {
    const database = await opened(indexedDB.open("people"));
    holdings.record = await opened(database.transaction("ids").objectStore("ids").get("uid"));
    database.close();
  }
  return holdings;
}

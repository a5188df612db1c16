// What a page of the test site does in the browser: writes one known item into every store, and tells
// what of it is still there. `document.documentElement.dataset.state` turns "written" at the end.

const opened = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// More than a browser keeps beside a record, and not to be compressed.
const largeText = () => Array.from({ length: 20_000 }, () => Math.random().toString(36)).join("");

// Keys and values of every form, all with the mark.
function putForms(store, value) {
  store.put(value, 5);
  store.put({ user: { id: value, tags: ["x", , "y"] }, big: 12345678901234567890n, number: 123456789012 },
    ["a", 7, new Date(1e12)]);
  store.put(new Map([["id", value], [{ o: 1 }, new Set(["s", 987654321])]]), new Uint8Array([1, 0, 255]));
  store.put(`日本 ${value}`, "é日");
  store.put({ at: new Date(0), pattern: /x/g, device: new Uint8Array(16).fill(7), file: new File(["x"], "f"), after: value },
    [[["deep"]], -1.5]);
  store.put("résumé", value);
  store.put(largeText(), "large");
}

async function writeDatabase(value, partner) {
  const request = indexedDB.open("people", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("ids");
    request.result.createObjectStore("形", { autoIncrement: true });
  };
  const database = await opened(request);
  const transaction = database.transaction(["ids", "形"], "readwrite");
  transaction.objectStore("ids").put({ uid: value }, "uid");
  if (partner) transaction.objectStore("ids").put({ partner }, "partner");
  putForms(transaction.objectStore("形"), value);
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
  await trying(() => writeDatabase(marks.indexed, marks.partner), refused);
  await trying(async () => (await caches.open("files")).add("/cached"), refused);
  await trying(writeWorker, refused);
  await others;
  document.documentElement.dataset.refused = refused.join("; ");
  document.documentElement.dataset.state = "written";
  if (parent !== window) parent.postMessage("written", "*");
}

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function keyText(key) {
  if (typeof key === "string") return `"${key}"`;
  if (Array.isArray(key)) return `[${key.map(keyText).join(",")}]`;
  if (key instanceof Date) return `Date(${Number(key)})`;
  return key instanceof ArrayBuffer ? `x${hex(key)}` : String(key);
}

// The texts in a value, by their paths, as the listing has them.
function textsOf(path, value) {
  const each = (entries) => entries.flatMap(([name, inner]) => textsOf(`${path}.${name}`, inner));
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "bigint") return [[path, String(value)]];
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) >= 1e7 ? [[path, String(value)]] : [];
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes = hex(value.buffer ?? value);
    return bytes.length >= 16 && bytes.length <= 128 ? [[path, bytes]] : [];
  }
  if (value instanceof Map)
    return each([...value].flatMap(([key, inner], i) => [[`${i}.key`, key], [`${i}.value`, inner]]));
  if (value instanceof Set) return each([...value].map((inner, i) => [i, inner]));
  return typeof value === "object" && value !== null ? each(Object.entries(value)) : [];
}

// Every database of this origin and every record in it, as items of the listing. `large`: what the
// listing says of a value that it does not read.
async function tellDatabases(large) {
  const items = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await opened(indexedDB.open(name));
    const records = [];
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const keys = await opened(objects.getAllKeys());
      const values = await opened(database.transaction(store).objectStore(store).getAll());
      for (const [i, key] of keys.entries()) {
        const texts = textsOf("key", key);
        if (typeof values[i] === "string" && values[i].length > 65536) texts.push(["more", large]);
        else texts.push(...textsOf("value", values[i]));
        records.push({ name: `${name}/${store}/${keyText(key)}`, value: JSON.stringify(Object.fromEntries(texts)) });
      }
    }
    database.close();
    items.push({ name, value: `${records.length} records listed` }, ...records);
  }
  return items;
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
    holdings.records = (await tellDatabases("large")).map(({ name, value }) => `${name}=${value}`).sort();
  }
  return holdings;
}

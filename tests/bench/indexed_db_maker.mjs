// A profile of real Chromium in which many sites have written into IndexedDB:
//   node tests/bench/indexed_db_maker.mjs FOLDER leveldb|sqlite MEGABYTES
// 40 sites with a database each, records of 1.5 kB with identifiers in them, as apps keep messages.
import { setTimeout as pause } from "node:timers/promises";
import { Chromium, kSqliteFeatures } from "../profiles/chromium.mjs";
import { Site } from "../profiles/site.mjs";

const kSites = 40;
const kTextBytes = 1_350;
const kRecordBytes = 1_500;
const kDelay = 2_000; // milliseconds until the browser has written what it was given

// Runs in the page.
function write(records, textBytes) {
  const random = (size) => Array.from({ length: Math.ceil(size / 8) }, () =>
    Math.random().toString(36).slice(2, 10).padEnd(8, "x")).join("").slice(0, size);
  return new Promise((done, failed) => {
    const opening = indexedDB.open("messages", 1);
    opening.onerror = () => failed(opening.error);
    opening.onupgradeneeded = () => opening.result.createObjectStore("inbox");
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("inbox", "readwrite");
      transaction.onerror = () => failed(transaction.error);
      transaction.oncomplete = () => done(true);
      for (let i = 0; i < records; ++i)
        transaction.objectStore("inbox").put(
          { uid: random(32), from: { id: random(20), tags: [random(10)] }, text: random(textBytes), read: i % 2 === 0 }, `message-${i}`);
    };
  });
}

const [folder, backEnd, megabytes] = process.argv.slice(2);
const site = await Site.start();
const browser = await Chromium.start(folder, site, backEnd === "sqlite" ? kSqliteFeatures : "");
try {
  const records = Math.ceil((Number(megabytes) * 1e6) / kSites / kRecordBytes);
  for (let i = 0; i < kSites; ++i) {
    const tab = await browser.open(`${site.origin(`site${i}.localhost`)}/quiet`);
    await tab.evaluate(`(${write})(${records}, ${kTextBytes})`);
    await browser.send("Target.closeTarget", { targetId: tab.targetId });
  }
  await pause(kDelay);
} finally {
  await browser.close();
  site.close();
}

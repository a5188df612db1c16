// Turns the Open Cookie Database into the lines that src/cookies/who.cpp reads.
//
//   node cookie_purposes.mjs open-cookie-database.json out.tsv
//
//   <name> <1 for a prefix> <domains, by commas> <platform> <category> <description> <retention>
//   <controller> <privacy URL>
//
// The domain column of the database is written by hand (".bing.com (3rd party) or .microsoft.com"); what
// has the form of a domain is kept, prose ("advertiser's website domain") means any.
import { readFileSync, writeFileSync } from "node:fs";

function clean(text) {
  return (text ?? "").replace(/[\t\r\n\u00ad]+/g, " ").trim();
}

function domainsOf(text) {
  const found = clean(text).toLowerCase().match(/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/g) ?? [];
  return [...new Set(found)].join(",");
}

const [databasePath, outPath] = process.argv.slice(2);
const rows = [];
for (const [platform, entries] of Object.entries(JSON.parse(readFileSync(databasePath, "utf8"))))
  for (const entry of entries) {
    const name = clean(entry.cookie);
    if (!name) continue;
    rows.push([name, entry.wildcardMatch === "1" ? "1" : "0", domainsOf(entry.domain), platform,
      entry.category, entry.description, entry.retentionPeriod, entry.dataController,
      entry.privacyLink]);
  }
writeFileSync(outPath, rows.map((row) => row.map(clean).join("\t") + "\n").join(""));

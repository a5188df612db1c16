// Turns third-party-web's entities and our additions into the lines that src/cookies/who.cpp reads.
//
//   node companies.mjs entities-nostats.json companies.tsv out.tsv
//
//   <company> <product> <category> <homepage> <entries, by commas> <source>
//
// companies.tsv says which entities belong to one company, and names hosts that third-party-web lacks.
import { readFileSync, writeFileSync } from "node:fs";

function clean(text) {
  return (text ?? "").replace(/[\t\r\n]+/g, " ").trim();
}

// Lines of `entity <name> <company>` and `host <entries> <company> <category>`.
function readAdditions(text) {
  const companyOf = new Map();
  const hosts = [];
  text.split("\n").forEach((line, index) => {
    if (!line || line.startsWith("#")) return;
    const [kind, ...fields] = line.split("\t");
    if (kind === "entity" && fields.length === 2) companyOf.set(...fields);
    else if (kind === "host" && fields.length === 3) hosts.push(fields);
    else throw new Error(`companies.tsv line ${index + 1}: not understood`);
  });
  return { companyOf, hosts };
}

const [entitiesPath, additionsPath, outPath] = process.argv.slice(2);
const { companyOf, hosts } = readAdditions(readFileSync(additionsPath, "utf8"));
const used = new Set();
const rows = JSON.parse(readFileSync(entitiesPath, "utf8")).map((entity) => {
  const given = entity.company ?? entity.name;
  for (const key of [entity.name, given]) if (companyOf.has(key)) used.add(key);
  const company = companyOf.get(entity.name) ?? companyOf.get(given) ?? given;
  const domains = entity.domains.map((domain) => domain.toLowerCase());
  return [company, entity.name, entity.category, entity.homepage, domains.join(","), "third-party-web"];
});
for (const name of companyOf.keys())
  if (!used.has(name)) throw new Error(`companies.tsv: third-party-web has no ${name}`);
const taken = new Set(rows.flatMap((row) => row[4].split(",")));
for (const [entries, company, category] of hosts) {
  for (const entry of entries.split(","))
    if (taken.has(entry)) throw new Error(`companies.tsv: third-party-web has ${entry} now`);
  rows.push([company, company, category, "", entries, "Glassjar"]);
}
writeFileSync(outPath, rows.map((row) => row.map(clean).join("\t") + "\n").join(""));

// Turns uap-core's regexes.yaml and crawler-user-agents.json into the compact form that
// src/ingest/agent_patterns.cpp reads: one pattern a line, fields separated by tabs.
//
//   node agent_patterns.mjs regexes.yaml crawler-user-agents.json agent_patterns.tsv
//
//   browser <regex> <family> <v1> <v2>      replacements, empty for the captured groups 1 to 3
//   os      <regex> <family> <v1> <v2>
//   bot     <regex>
//
// uap-core's device section is left out: it names models, and only the kind of device is kept.
import { readFileSync, writeFileSync } from "node:fs";

const REPLACEMENTS = {
  browser: ["family_replacement", "v1_replacement", "v2_replacement"],
  os: ["os_replacement", "os_v1_replacement", "os_v2_replacement"],
};
const SECTIONS = { user_agent_parsers: "browser", os_parsers: "os", device_parsers: null };

// A YAML scalar in the two quoted styles that the file uses.
function scalar(text, line) {
  if (text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text.startsWith('"') && text.endsWith('"')) return JSON.parse(text);
  throw new Error(`regexes.yaml line ${line}: unquoted value ${text}`);
}

// The file is a map of lists of flat maps; anything else in it is an error.
function readParsers(yaml) {
  const parsers = [];
  let section = null;
  yaml.split("\n").forEach((raw, index) => {
    if (/^\s*(#.*)?$/.test(raw)) return;
    const head = /^(\w+):\s*$/.exec(raw);
    if (head) {
      if (!(head[1] in SECTIONS)) throw new Error(`regexes.yaml: unknown section ${head[1]}`);
      section = SECTIONS[head[1]];
      return;
    }
    if (!section) return;
    const field = /^\s+(- )?(\w+):\s*(['"].*['"])\s*(#.*)?$/.exec(raw);
    if (!field) throw new Error(`regexes.yaml line ${index + 1}: not understood`);
    if (field[1]) parsers.push({ section });
    parsers.at(-1)[field[2]] = scalar(field[3], index + 1);
  });
  return parsers;
}

function line(fields) {
  if (fields.some((field) => /[\t\n]/.test(field))) throw new Error(`tab or newline in ${fields}`);
  return fields.join("\t");
}

const [yamlPath, botsPath, outPath] = process.argv.slice(2);
const lines = [];
for (const parser of readParsers(readFileSync(yamlPath, "utf8")))
  lines.push(line([parser.section, parser.regex,
    ...REPLACEMENTS[parser.section].map((name) => parser[name] ?? "")]));
for (const bot of JSON.parse(readFileSync(botsPath, "utf8"))) lines.push(line(["bot", bot.pattern]));
writeFileSync(outPath, lines.join("\n") + "\n");

#!/usr/bin/env node
// Writes the rules by which the audit answers consent banners: those of @duckduckgo/autoconsent
// (MPL-2.0), one JSON array, without the fields that only its own tests and other browsers use. The
// package's compact form has no steps for accepting, so the rules are read from their sources.
//
//   node script/data/consent_rules.mjs AUTOCONSENT_FOLDER OUTPUT
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const used = ["name", "runContext", "detectCmp", "detectPopup", "optIn", "optOut", "intermediate", "cosmetic", "minimumRuleStepVersion"];
const rulesMin = 500; // fewer: the package's layout has changed

const [package_, output] = process.argv.slice(2);
const rules = ["autoconsent", "generated"].flatMap((folder) =>
  readdirSync(join(package_, "rules", folder))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(package_, "rules", folder, file), "utf8")))
    .map((rule) => Object.fromEntries(used.filter((key) => key in rule).map((key) => [key, rule[key]]))),
);
if (rules.length < rulesMin) throw new Error(`${package_}: ${rules.length} rules, expected ${rulesMin} or more`);
writeFileSync(output, JSON.stringify(rules));

// What axe-core finds in a page that keeps people from using it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Once a context: axe is in every page and frame that it opens. By init script, as the CSP refuses others.
export async function addAxe(context) {
  await context.addInitScript(source);
}

// Sentences about violations of impact serious or worse.
export async function seriousViolations(frame) {
  return frame.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], iframes: false });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  });
}

// What filters_bench.cpp measures, of two other engines: the same lists, requests, rounds and output.
//
//   node filters_peers.mjs ghostery|ubo LISTS_FOLDER REQUESTS VERDICTS ROUNDS
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [engineName, listsFolder, requestsFile, verdictsFile, rounds] = process.argv.slice(2);
const lists = ["easyprivacy.txt", "easylist.txt"].flatMap((name) => {
  try {
    return [{ name, raw: readFileSync(join(listsFolder, name), "utf8") }];
  } catch {
    return [];
  }
});
const requests = readFileSync(requestsFile, "utf8").split("\n").filter(Boolean).map((line) => {
  const [type, url, page] = line.split("\t");
  // Both name frames as extensions do.
  return { type: type === "subdocument" ? "sub_frame" : type, url, page };
});

const rounded = (value, digits = 3) => Number(value.toFixed(digits));
const median = (values) => values.slice().sort((a, b) => a - b)[values.length >> 1];

async function timesOf(count, call) {
  const taken = [];
  for (let i = 0; i < count; ++i) {
    const began = performance.now();
    await call();
    taken.push(performance.now() - began);
  }
  return rounded(median(taken), 2);
}

// Microseconds of each call, as sorted figures; the first round warms up and is not counted.
function figures(name, inputs, call) {
  const taken = new Float64Array(inputs.length * rounds);
  for (const input of inputs) call(input);
  let at = 0;
  for (let round = 0; round < rounds; ++round)
    for (const input of inputs) {
      const began = process.hrtime.bigint();
      call(input);
      taken[at++] = Number(process.hrtime.bigint() - began) / 1e3;
    }
  taken.sort();
  return {
    [`${name}_median_us`]: rounded(taken[taken.length >> 1]),
    [`${name}_mean_us`]: rounded(taken.reduce((sum, each) => sum + each, 0) / taken.length),
    [`${name}_p99_us`]: rounded(taken[Math.floor(taken.length * 0.99)]),
  };
}

const engines = {
  async ghostery() {
    const { FiltersEngine, Request } = await import("@ghostery/adblocker");
    const text = lists.map((list) => list.raw).join("\n");
    const options = { loadCosmeticFilters: false, debug: false };
    const build_ms = await timesOf(5, () => FiltersEngine.parse(text, options));
    const stored = FiltersEngine.parse(text, options).serialize();
    const load_ms = await timesOf(9, () => FiltersEngine.deserialize(stored));
    const engine = FiltersEngine.deserialize(stored);
    const requestOf = ({ type, url, page }) => Request.fromRawDetails({ type, url, sourceUrl: page });
    const parsed = requests.map(requestOf);
    return {
      build_ms,
      load_ms,
      index_mb: rounded(stored.length / 1e6, 2),
      ...figures("match", requests, (request) => engine.match(requestOf(request))),
      ...figures("match_only", parsed, (request) => engine.match(request)),
      verdict(request) {
        const { match, exception, filter } = engine.match(requestOf(request));
        if (exception) return `exception\t${exception.toString()}`;
        return match ? `block\t${filter.toString()}` : "none";
      },
    };
  },

  async ubo() {
    const { StaticNetFilteringEngine } = await import("@gorhill/ubo-core");
    const engine = await StaticNetFilteringEngine.create();
    const build_ms = await timesOf(5, () => engine.useLists(lists));
    const stored = await engine.serialize();
    const load_ms = await timesOf(9, () => engine.deserialize(stored));
    const match = ({ type, url, page }) => engine.matchRequest({ originURL: page, url, type });
    return {
      build_ms,
      load_ms,
      index_mb: rounded(stored.length / 1e6, 2),
      ...figures("match", requests, match),
      verdict(request) {
        const result = match(request);
        return result === 0 ? "none" : `${result === 1 ? "block" : "exception"}\t${engine.toLogData().raw}`;
      },
    };
  },
};

const before = process.memoryUsage().rss;
const { verdict, ...measured } = await engines[engineName]();
const verdicts = requests.map(verdict);
writeFileSync(verdictsFile, verdicts.join("\n") + "\n");
console.log(JSON.stringify({
  ...measured,
  added_rss_mb: rounded((process.memoryUsage().rss - before) / 1048576, 1),
  rss_mb: rounded(process.memoryUsage().rss / 1048576, 1),
  blocked: verdicts.filter((each) => each.startsWith("block")).length,
}));
process.exit(0);

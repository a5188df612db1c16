"""Matching of requests against filter lists, beside @ghostery/adblocker and @gorhill/ubo-core.

The requests are the 20,604 URLs that npm's ad-block carries, each with a type by its extension and a
page. The lists are read where the package has put them, or from $GLASSJAR_FILTERS.
"""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
URLS = ROOT / "node_modules/ad-block/test/data/sitelist.txt"
ROUNDS = int(os.environ.get("GLASSJAR_BENCH_ROUNDS", "5"))  # of each engine, in turn
PASSES = 5  # over all requests, in each round

TYPES = [
    ("script", r"\.js$"), ("stylesheet", r"\.css$"), ("image", r"\.(png|jpe?g|gif|webp|svg|ico)$"),
    ("font", r"\.(woff2?|ttf|otf|eot)$"), ("media", r"\.(mp4|webm|mp3|m3u8)$"),
    ("subdocument", r"\.(html?|php|aspx?)$"),
]


def lists_folder():
    named = os.environ.get("GLASSJAR_FILTERS")
    found = [named] if named else sorted(pathlib.Path("/usr/share/mozilla/extensions").glob(
        "*/uBlock0@raymondhill.net/assets/thirdparties/easylist"))
    if not found:
        raise SystemExit("bench: no filter lists: install webext-ublock-origin-firefox or set GLASSJAR_FILTERS")
    return pathlib.Path(found[0])


def type_of(url):
    path = re.split(r"[?#]", url)[0].lower()
    return next((name for name, pattern in TYPES if re.search(pattern, path)), "xmlhttprequest")


def listed_pages(folder):
    """The pages that rules of the lists are limited to."""
    pages = set()
    for path in sorted(folder.glob("easy*.txt")):
        for line in path.read_text().splitlines():
            if "##" not in line and (option := re.search(r"[$,]domain=([^,]+)", line)):
                pages.update(d for d in option[1].split("|") if not d.startswith("~") and "*" not in d)
    return sorted(pages)


def write_requests(folder, lists):
    """Three files of the same URLs: on an unrelated page, on a page of their own host, on pages that
    rules name."""
    pages = listed_pages(lists)
    urls = [u for u in URLS.read_text(errors="replace").splitlines() if u]
    page_of = {
        "third": lambda i, url: "https://www.example.org/",
        "first": lambda i, url: re.match(r"[a-z]+://[^/?#]*", url)[0] + "/",
        "listed": lambda i, url: f"https://{pages[i * 7919 % len(pages)]}/",
    }
    files = {}
    for name, page in page_of.items():
        files[name] = folder / f"{name}.tsv"
        files[name].write_text("".join(f"{type_of(u)}\t{u}\t{page(i, u)}\n" for i, u in enumerate(urls)))
    return files


def run(engine, program, lists, requests, verdicts, passes):
    command = [str(program)] if engine == "glassjar" else ["node", str(ROOT / "tests/bench/filters_peers.mjs"), engine]
    done = subprocess.run([*command, str(lists), str(requests), str(verdicts), str(passes)],
                          cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"bench: {engine} failed:\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def print_speed(rows):
    print(f"### Matching requests, {ROUNDS} rounds of {PASSES} passes in turn, EasyPrivacy and EasyList\n")
    columns = [("match_median_us", "median, µs"), ("match_mean_us", "mean"), ("match_p99_us", "p99"),
               ("build_ms", "build, ms"), ("load_ms", "load, ms"), ("index_mb", "stored, MB"),
               ("added_rss_mb", "memory, MB")]
    print("| | " + " | ".join(title for _, title in columns) + " |\n|" + "---|" * (len(columns) + 1))
    middle = {e: {k: statistics.median(r[k] for r in rows[e]) for k, _ in columns} for e in rows}
    for engine, row in middle.items():
        print(f"| {engine} | " + " | ".join(f"{row[k]:.2f}" for k, _ in columns) + " |")
    for engine in ("ghostery", "ubo"):
        print(f"| {engine} : glassjar | " + " | ".join(f"{middle[engine][k] / middle['glassjar'][k]:.1f}" for k, _ in columns) + " |")
    only = statistics.median(r["match_only_median_us"] for r in rows["ghostery"])
    print(f"\nGhostery with its requests made beforehand: median {only:.2f} µs.\n")


def print_agreement(requests, verdicts):
    print("### The same verdict, block or not\n\n| requests | count | blocked | as ghostery | as ubo |\n|---|---|---|---|---|")
    differing = []
    for mode, files in verdicts.items():
        answers = {e: [line.split("\t") for line in f.read_text().splitlines()] for e, f in files.items()}
        ours = answers["glassjar"]
        same = {e: sum((a[0] == "block") == (b[0] == "block") for a, b in zip(ours, answers[e], strict=True))
                for e in ("ghostery", "ubo")}
        blocked = sum(a[0] == "block" for a in ours)
        print(f"| {mode} | {len(ours):,} | {blocked:,} | {same['ghostery'] / len(ours):.4%} | {same['ubo'] / len(ours):.4%} |")
        lines = requests[mode].read_text().splitlines()
        differing += [f"{mode}: {line}: glassjar {ours[i]}, {e} {answers[e][i]}"
                      for i, line in enumerate(lines) for e in ("ghostery", "ubo")
                      if (ours[i][0] == "block") != (answers[e][i][0] == "block")]
    print(flush=True)
    for each in differing[:20]:
        print(each[:400], file=sys.stderr)


def bench_filters(program):
    lists = lists_folder()
    engines = ("glassjar", "ghostery", "ubo")
    with tempfile.TemporaryDirectory(prefix="glassjar-bench-") as name:
        folder = pathlib.Path(name)
        requests = write_requests(folder, lists)
        rows = {engine: [] for engine in engines}
        for _ in range(ROUNDS):
            for engine in engines:
                rows[engine].append(run(engine, program, lists, requests["third"], folder / "ignored", PASSES))
                print(f"round: {engine} {rows[engine][-1]}", file=sys.stderr)
        print_speed(rows)
        verdicts = {mode: {e: folder / f"{mode}.{e}" for e in engines} for mode in requests}
        for mode, files in verdicts.items():
            for engine, file in files.items():
                run(engine, program, lists, requests[mode], file, 1)
        print_agreement(requests, verdicts)

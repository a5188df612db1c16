"""glassjar audit against a local site whose every cookie is known, and against real HAR files."""
import csv
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

from audit_site import AuditSite

BINARY = os.environ["GLASSJAR_BINARY"]
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("GLASSJAR_")}
DATA = pathlib.Path(os.environ.get("GLASSJAR_SHARED_DATA", ""))
HEADINGS = ("ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data Controller,"
            "User Privacy & GDPR Rights Portals,Wildcard match\n")


def run(*words, env=ENVIRONMENT):
    return subprocess.run([BINARY, "audit", *map(str, words)], capture_output=True, text=True, timeout=900, env=env)


def named(report, kind):
    return {finding["subject"] for finding in report["findings"] if finding["kind"] == kind}


@unittest.skipUnless(shutil.which("chromium"), "no Chromium: script/bootstrap --with-browsers")
class DrivenBrowserTest(unittest.TestCase):
    """One run over all choices and modes; each test looks at a part of its report."""

    @classmethod
    def setUpClass(cls):
        cls.site = AuditSite()
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        declared = folder / "declared.csv"
        declared.write_text(HEADINGS +
                            ",Shop,Necessary,sid,a.localhost,Keeps you signed in,session,Shop,,0\n"
                            ",Shop,Functional,lang,,Language,session,Shop,,0\n"
                            ",Counter,Functional,_ga,,Counts,2 years,Counter,,0\n"
                            ",Counter,Marketing,uid,,Recognises,1 year,Counter,,0\n"
                            ",Shop,Functional,wpl_,,Your choice,1 day,Shop,,1\n"
                            ",Shop,Functional,ghost,,Nothing,1 day,Shop,,0\n")
        cls.seed = folder / "seed.csv"
        cls.page = folder / "page.html"
        cls.done = run(f"http://a.localhost:{cls.site.port}/", "--pages", 2, "--declared", declared,
                       "--fail-on", "undeclared,sync", "--format", "json", "--out", folder / "report.json",
                       "--write-declared", cls.seed, "--write-page", cls.page)
        assert cls.done.returncode in (0, 3), cls.done.stderr
        cls.report = json.loads((folder / "report.json").read_text())
        cls.items = {(item["store"], item["name"], item["domain"]): item for item in cls.report["items"]}

    @classmethod
    def tearDownClass(cls):
        cls.site.close()
        cls.folder.cleanup()

    def test_everything_that_the_site_leaves_is_found_and_nothing_else(self):
        self.assertEqual(set(self.items), {
            *(("cookie", name, "a.localhost") for name in ("sid", "lang", "long", "_ga", "wpl_viewed_cookie", "mkt", "second")),
            ("local_storage", "theme", "a.localhost"),
            ("cookie", "uid", "b.localhost"),
        })
        self.assertEqual(self.items["cookie", "uid", "b.localhost"]["party"], "third")
        self.assertEqual({item["party"] for key, item in self.items.items() if key[2] == "a.localhost"}, {"first"})

    def test_each_choice_and_mode_was_visited_with_two_profiles(self):
        visits = sorted((v["consent"], v["third_party_cookies"], v["profile"]) for v in self.report["visits"])
        self.assertEqual(visits, sorted((c, m, p) for c in ("before", "accept", "reject")
                                        for m in ("allowed", "blocked") for p in (1, 2)))
        for visit in self.report["visits"]:
            base = f"http://a.localhost:{self.site.port}/"
            self.assertEqual(visit["pages"], [base, base + "two"])
            if visit["consent"] != "before":
                self.assertEqual(visit["choice"], 'made by the rule "WP Cookie Notice for GDPR"')
        self.assertEqual(self.report["problems"], [])

    def test_it_says_when_and_in_which_mode_an_item_was_there(self):
        self.assertEqual(self.items["cookie", "mkt", "a.localhost"]["seen"]["consent"], ["accept"])
        self.assertEqual(self.items["cookie", "uid", "b.localhost"]["seen"]["third_party_cookies"], ["allowed"])
        self.assertEqual(self.items["cookie", "sid", "a.localhost"]["seen"]["third_party_cookies"], ["allowed", "blocked"])

    def test_it_says_who_set_an_item_and_with_which_flags(self):
        base = f"localhost:{self.site.port}/"
        ga = self.items["cookie", "_ga", "a.localhost"]
        self.assertEqual([(s["by"], s["address"]) for s in ga["set_by"]], [("script", f"http://b.{base}t.js")])
        self.assertEqual(ga["category"], "Analytics")
        self.assertEqual(ga["cookie"]["lifetime_seconds"], 31536000)
        sid = self.items["cookie", "sid", "a.localhost"]
        self.assertEqual([(s["by"], s["address"]) for s in sid["set_by"]], [("response", f"http://a.{base}")])
        self.assertEqual(sid["cookie"], {"path": "/", "host_only": True, "secure": False, "http_only": True,
                                         "same_site": "Lax", "lifetime_seconds": None})
        theme = self.items["local_storage", "theme", "a.localhost"]
        self.assertEqual((theme["set_by"][0]["address"], theme["kept"]), (f"http://a.{base}", True))

    def test_what_differs_between_two_profiles_is_an_identifier(self):
        verdicts = {key[1]: item["identifier"]["verdict"] for key, item in self.items.items()}
        self.assertEqual({name for name, verdict in verdicts.items() if verdict == "yes"}, {"_ga", "uid"})
        self.assertEqual({verdicts[name] for name in ("lang", "long", "theme", "second", "mkt")}, {"no"})

    def test_identifiers_are_followed_to_others(self):
        syncs = {(s["name"], s["from"], s["to_host"], s["channel"]) for s in self.report["syncs"]}
        self.assertIn(("_ga", "a.localhost", "b.localhost", "in the address of a request"), syncs)
        self.assertIn(("uid", "b.localhost", "c.localhost", "in a redirect"), syncs)

    def test_findings_are_of_the_right_kinds(self):
        cookie = lambda name, domain="a.localhost": f'cookie "{name}" of {domain}'
        self.assertEqual(named(self.report, "before-consent"), {cookie("_ga"), cookie("uid", "b.localhost")})
        self.assertEqual(named(self.report, "after-reject"), {cookie("_ga"), cookie("uid", "b.localhost")})
        self.assertEqual(named(self.report, "long-lifetime"), {cookie("long")})
        self.assertEqual(named(self.report, "no-http-only"), {cookie("lang")})
        self.assertEqual(named(self.report, "no-same-site"), {cookie("second")})
        self.assertEqual(named(self.report, "not-secure"), set())
        self.assertEqual(named(self.report, "third-party-identifier"), {cookie("uid", "b.localhost")})
        self.assertEqual(named(self.report, "fingerprinting"), set())

    def test_the_declared_list_is_held_against_it(self):
        cookie = lambda name, domain="a.localhost": f'cookie "{name}" of {domain}'
        self.assertEqual(named(self.report, "undeclared"), {
            cookie("long"), cookie("mkt"), cookie("second"), 'local storage "theme" of a.localhost'})
        self.assertEqual(named(self.report, "not-seen"), {'declared "ghost"'})
        self.assertEqual(named(self.report, "wrong-party"), {cookie("uid", "b.localhost")})
        self.assertEqual(named(self.report, "wrong-category"), {cookie("_ga")})
        self.assertEqual(named(self.report, "wrong-lifetime"), {cookie("lang")})
        self.assertEqual(self.done.returncode, 3)
        self.assertIn("--fail-on", self.done.stderr)

    def test_the_list_to_start_from_declares_all_that_was_seen(self):
        rows = list(csv.DictReader(self.seed.read_text().splitlines()))
        self.assertEqual({row["Cookie / Data Key name"] for row in rows}, {key[1] for key in self.items})
        self.assertIn("b.localhost (3rd party)", [row["Domain"] for row in rows])
        again = run("--har", DATA / "har/linkedin.har", "--declared", self.seed, "--format", "json")
        if DATA.name:
            self.assertEqual(json.loads(again.stdout)["declared_entries"], len(rows))
        self.assertIn("Keeps you signed in", self.page.read_text())

    def test_every_store_and_every_sign_of_recognition_is_seen(self):
        base = f"http://a.localhost:{self.site.port}"
        done = run(f"{base}/stores", "--consent", "before", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual({(i["store"], i["name"], i["domain"], i["partition"], i["kept"]) for i in report["items"]}, {
            ("session_storage", "tab", "a.localhost", "", True),
            ("local_storage", "assigned", "a.localhost", "", True),
            ("indexed_db", "database", "a.localhost", "", True),
            ("cache_storage", "cache", "a.localhost", "", True),
            ("service_worker", f"{base}/", "a.localhost", "", True),
            ("cookie", "modern", "a.localhost", "", True),
            ("local_storage", "inframe", "b.localhost", "https://a.localhost", True),
            ("cookie", "parted", "b.localhost", "https://a.localhost", True),
        })
        written = {i["name"]: [s["address"] for s in i["set_by"]] for i in report["items"]}
        for name in ("tab", "database", "cache", "modern", f"{base}/"):
            self.assertEqual(written[name], [f"{base}/stores"], name)
        self.assertEqual(written["assigned"], [])
        self.assertEqual(named(report, "fingerprinting"),
                         {f"{what} by {base}/recognise.js" for what in ("canvas", "canvas fonts", "audio", "WebRTC")})
        self.assertEqual(report["problems"], [])

    def test_what_workers_write_and_fetch_is_seen_with_their_addresses(self):
        base = f"http://a.localhost:{self.site.port}"
        # Workers start when the browser gets to it: longer than a busy machine makes it wait.
        done = run(f"{base}/workers", "--consent", "before", "--wait", 4, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        written = {(i["store"], i["name"], i["domain"]): [s["address"] for s in i["set_by"]] for i in report["items"]}
        for name in ("own", "shared", "service"):
            script = f"{base}/workers/{name}.js"
            self.assertEqual(written.get(("indexed_db", f"of {name}", "a.localhost")), [script])
            self.assertIn(("cache_storage", f"cache of {name}", "a.localhost"), written)
        self.assertRegex(written["indexed_db", "of blob", "a.localhost"][0], f"^{base}/[-0-9a-f]+$")
        self.assertEqual({i["domain"] for i in report["items"]}, {"a.localhost"})
        host = next(host for host in report["hosts"] if host["host"] == "b.localhost")
        # Two profiles, each with third-party cookies allowed and blocked.
        self.assertEqual((host["requests"], self.site.seen("/from-blob")), (16, 4))
        self.assertEqual(report["problems"], [])

    def test_no_profile_is_left_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            url = f"http://a.localhost:{self.site.port}/two"
            done = run(url, "--consent", "before", env=dict(ENVIRONMENT, TMPDIR=folder))
            self.assertEqual((done.returncode, os.listdir(folder)), (0, []), done.stderr)

    def test_a_site_that_does_not_answer_ends_with_1(self):
        done = run("http://a.localhost:1/", "--consent", "before")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("a.localhost:1", done.stderr)


class CommandTest(unittest.TestCase):
    def test_wrong_use_ends_with_2(self):
        with tempfile.TemporaryDirectory() as folder:
            bad = pathlib.Path(folder) / "bad.har"
            bad.write_text("{}")
            for words in ([], ["https://a.example", "--har", bad], ["--har", bad], ["ftp://a.example"],
                          ["--har", bad, "--fail-on", "everything"], ["https://a.example", "--pages", "0"],
                          ["https://a.example", "--consent", "maybe"]):
                done = run(*words)
                self.assertEqual((done.returncode, done.stdout), (2, ""), (words, done.stderr))
                self.assertTrue(done.stderr, words)

    def test_a_missing_file_or_browser_ends_with_1(self):
        self.assertEqual(run("--har", "/nowhere/a.har").returncode, 1)
        done = run("https://a.example", "--chromium", "/nowhere/chromium")
        self.assertEqual(done.returncode, 1)
        self.assertIn("/nowhere/chromium", done.stderr)

    def test_help_lists_the_kinds(self):
        done = run("--help")
        self.assertEqual(done.returncode, 0)
        for word in ("before-consent", "fingerprinting", "Examples", "--har"):
            self.assertIn(word, done.stdout)


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.outside, self.scripts, self.open = [], 0, []

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        self.outside += [value for name, value in attributes if name in ("src", "href", "action")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


@unittest.skipUnless((DATA / "har").is_dir(), "no real data: GLASSJAR_SHARED_DATA")
class HarTest(unittest.TestCase):
    def report(self, name, *words):
        done = run("--har", DATA / "har" / name, "--format", "json", *words)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        return json.loads(done.stdout)

    def test_cookies_of_the_files_are_found_as_an_independent_reading_finds_them(self):
        for name in ("linkedin.har", "mytoys.de.har", "assa.har", "en.wikipedia.org.spdy-wpt.har"):
            report = self.report(name)
            log = json.loads((DATA / "har" / name).read_text())["log"]
            wanted = set()
            for entry in log["entries"]:
                lines = [line for field in entry["response"].get("headers", []) if field["name"].lower() == "set-cookie"
                         for line in field["value"].split("\n")]
                # Those that only remove a cookie leave nothing; those with control characters are ignored.
                wanted |= {line.split("=", 1)[0].strip() for line in lines
                           if not re.search(r"expires=[^;]*1970|max-age=0|[\x00-\x08\x0b-\x1f]", line, re.I)}
                if not lines:
                    wanted |= {cookie["name"] for cookie in entry["response"].get("cookies", [])}
                wanted |= {cookie["name"] for cookie in entry["request"].get("cookies", [])}
            self.assertEqual({item["name"] for item in report["items"]}, wanted, name)
            self.assertEqual(report["problems"], [])

    def test_known_trackers_and_identifiers_are_named(self):
        report = self.report("linkedin.har", "--consent", "before")
        uid = next(item for item in report["items"] if item["name"] == "UID")
        self.assertEqual((uid["domain"], uid["owner"], uid["party"]), ("scorecardresearch.com", "comScore", "third"))
        self.assertIn('cookie "UID" of scorecardresearch.com', named(report, "before-consent"))
        self.assertIn('cookie "bcookie" of linkedin.com', named(report, "long-lifetime"))
        syncs = {(s["name"], s["to_host"]) for s in self.report("mytoys.de.har")["syncs"]}
        self.assertTrue({("WT_FPC", "uss.xplosion.de"), ("WT_FPC", "uip.semasio.net")} <= syncs, syncs)

    def test_every_form_is_well_formed_and_holds_no_value(self):
        file = DATA / "har/mytoys.de.har"
        done = run("--har", file, "--format", "junit", "--fail-on", "long-lifetime")
        suites = xml.etree.ElementTree.fromstring(done.stdout)
        failures = {failure.get("type") for failure in suites.iter("failure")}
        self.assertEqual((done.returncode, failures), (3, {"long-lifetime"}))
        page = run("--har", file, "--format", "html").stdout
        links = Links()
        links.feed(page)
        self.assertEqual((links.outside, links.scripts, links.open), ([], 0, []))
        text = run("--har", file).stdout
        for form in (done.stdout, page, text):
            self.assertIn("doubleclick.net", form)
            self.assertNotIn("bMQnWfX0Qae3c028bVMVOxmAPVoAAAAAQUIPAAAAAABYkMG5rDBIlY768DMKZiDg", form)

    def test_the_report_has_the_published_schema(self):
        schema = json.loads((pathlib.Path(__file__).parents[2] / "docs/audit.schema.json").read_text())
        for name in ("linkedin.har", "assa.har"):
            self.check(self.report(name), schema, schema, name)

    def check(self, value, schema, root, where):
        """As much of JSON Schema 2020-12 as the file uses."""
        if "$ref" in schema:
            return self.check(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, where)
        types = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
        if "type" in schema:
            kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            self.assertTrue(any(type(value) is types[kind] for kind in kinds), (where, value, kinds))
        if "enum" in schema:
            self.assertIn(value, schema["enum"], where)
        if "const" in schema:
            self.assertEqual(value, schema["const"], where)
        if isinstance(value, list):
            for i, each in enumerate(value):
                self.check(each, schema.get("items", {}), root, f"{where}[{i}]")
        if isinstance(value, dict):
            known = schema.get("properties", {})
            self.assertTrue(set(schema.get("required", [])) <= set(value), (where, set(value)))
            for key, each in value.items():
                more = schema.get("additionalProperties", True)
                self.assertTrue(key in known or more is not False, f"{where}.{key} is not in the schema")
                self.check(each, known.get(key, more if isinstance(more, dict) else {}), root, f"{where}.{key}")


if __name__ == "__main__":
    unittest.main()

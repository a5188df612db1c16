"""glassjar-cookies beside profiles made by hand: what it prints, deletes, puts back, and is linked with."""
import http.client
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("GLASSJAR_COOKIES_BINARY", str(ROOT / "build/release/glassjar-cookies"))
GLASSJAR = os.environ.get("GLASSJAR_BINARY", str(ROOT / "build/release/glassjar"))
SECRET = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6"
YEAR_MS = 365 * 24 * 3600 * 1000

FIREFOX_COOKIES = """
CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT,
  host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER,
  isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0, schemeMap INTEGER DEFAULT 0,
  isPartitionedAttributeSet INTEGER DEFAULT 0, updateTime INTEGER,
  CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));
PRAGMA user_version = 17;
"""
CHROMIUM_COOKIES = """
CREATE TABLE meta (key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
INSERT INTO meta VALUES ('version', '24'), ('last_compatible_version', '24');
CREATE TABLE cookies (creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, top_frame_site_key TEXT NOT NULL,
  name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL,
  expires_utc INTEGER NOT NULL, is_secure INTEGER NOT NULL, is_httponly INTEGER NOT NULL,
  last_access_utc INTEGER NOT NULL, has_expires INTEGER NOT NULL, is_persistent INTEGER NOT NULL,
  priority INTEGER NOT NULL, samesite INTEGER NOT NULL, source_scheme INTEGER NOT NULL, source_port INTEGER NOT NULL,
  last_update_utc INTEGER NOT NULL, source_type INTEGER NOT NULL, has_cross_site_ancestor INTEGER NOT NULL);
CREATE UNIQUE INDEX cookies_unique_index ON cookies(host_key, top_frame_site_key, has_cross_site_ancestor, name, path,
  source_scheme, source_port);
"""


class Person:
    """A home with a Firefox and a Chromium profile that hold a few cookies."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="glassjar-person-"))
        self.firefox = self.home / ".mozilla/firefox/abcd.default-release"
        self.chromium = self.home / ".config/chromium/Default"
        self.state = self.home / ".local/state/glassjar"
        for folder in (self.firefox, self.chromium):
            folder.mkdir(parents=True)
        (self.home / ".mozilla/firefox/profiles.ini").write_text(
            "[Profile0]\nName=default-release\nIsRelative=1\nPath=abcd.default-release\nDefault=1\n")
        (self.chromium.parent / "Local State").write_text(
            json.dumps({"profile": {"info_cache": {"Default": {"name": "Person 1"}}}}))
        (self.chromium / "Preferences").write_text("{}")
        database = sqlite3.connect(self.firefox / "cookies.sqlite")
        database.executescript(FIREFOX_COOKIES)
        database.close()
        database = sqlite3.connect(self.chromium / "Cookies")
        database.executescript(CHROMIUM_COOKIES)
        database.close()
        self.firefox_cookie(".doubleclick.net", "IDE", SECRET)
        self.firefox_cookie("www.kept.example", "session", "signed-in")
        self.firefox_cookie("\x1b[31mevil.example", "\x1b]0;title\x07", "x")
        self.chromium_cookie(".partner.example", "uid", SECRET)
        self.chromium_cookie("kept.example", "login", "signed-in-here-too")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.home, ignore_errors=True)

    def firefox_cookie(self, host, name, value):
        now = int(time.time() * 1000)
        with sqlite3.connect(self.firefox / "cookies.sqlite") as database:
            database.execute(
                "INSERT INTO moz_cookies (name, value, host, path, expiry, lastAccessed, creationTime, isSecure,"
                " isHttpOnly, updateTime) VALUES (?, ?, ?, '/', ?, ?, ?, 1, 1, ?)",
                (name, value, host, now + YEAR_MS, now * 1000, now * 1000, now * 1000))
        database.close()

    def chromium_cookie(self, host, name, value):
        now = (int(time.time()) + 11644473600) * 1000000
        with sqlite3.connect(self.chromium / "Cookies") as database:
            database.execute(
                "INSERT INTO cookies VALUES (?, ?, '', ?, ?, x'', '/', ?, 1, 0, ?, 1, 1, 1, -1, 2, 443, ?, 1, 0)",
                (now, host, name, value, now + YEAR_MS * 1000, now, now))
        database.close()

    def environment(self):
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("GLASSJAR_", "XDG_"))}
        return dict(clean, HOME=str(self.home))

    def run(self, *words, program=(BINARY,), check=True, **more):
        done = subprocess.run([*program, *words], capture_output=True, text=True, timeout=120,
                              env=self.environment(), stdin=subprocess.DEVNULL, **more)
        if check and done.returncode != 0:
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stderr}")
        return done

    def items(self):
        listed = json.loads(self.run("list", "--json", "--values").stdout)["items"]
        return sorted((i["store"], i["host"], i["name"], i["value"]) for i in listed)

    def contents(self):
        folders = (self.home / ".mozilla", self.home / ".config/chromium")
        return {p: p.read_bytes() for f in folders for p in f.rglob("*") if p.is_file() and not p.is_symlink()}


class CookiesTest(unittest.TestCase):
    def test_both_browsers_are_found_and_listed(self):
        with Person() as person:
            listed = json.loads(person.run("list", "--json").stdout)
            self.assertEqual(sorted(p["browser"] for p in listed["profiles"]), ["Chromium", "Firefox"])
            self.assertEqual(listed["problems"], [])
            self.assertEqual(len(listed["items"]), 5)
            ide = next(i for i in listed["items"] if i["name"] == "IDE")
            self.assertEqual(ide["host"], "doubleclick.net")
            self.assertEqual(ide["company"], "Google")
            self.assertEqual(ide["identifies"], "yes")
            self.assertTrue(ide["tracker"])
            self.assertEqual(ide["shared_with"], ["partner.example"])
            shown, = json.loads(person.run("show", "doubleclick.net", "--json").stdout)["items"]
            self.assertEqual({key: shown[key] for key in ide}, ide)

    def test_values_are_shown_in_full_only_when_asked(self):
        with Person() as person:
            for words in ([], ["--json"], ["list"], ["list", "--json"], ["show", "Google"], ["show", "Google", "--json"],
                          ["dump", "--dry-run"], ["dump", "--dry-run", "--json"]):
                self.assertNotIn(SECRET, person.run(*words).stdout, words)
            for words in (["list", "--json", "--values"], ["show", "Google", "--values"]):
                self.assertIn(SECRET, person.run(*words).stdout, words)

    def test_reading_changes_no_byte_of_a_profile(self):
        with Person() as person:
            before = person.contents()
            for words in ([], ["list"], ["show", "Google"], ["dump", "--dry-run"], ["log"], ["keep", "list"]):
                person.run(*words)
            self.assertEqual(person.contents(), before)

    def test_what_sites_chose_cannot_steer_the_terminal(self):
        with Person() as person:
            for words in ([], ["list"], ["list", "--by", "company"], ["dump", "--dry-run"]):
                done = person.run(*words)
                self.assertNotIn("\x1b", done.stdout + done.stderr, words)

    def test_the_overview_tells_what_is_new(self):
        with Person() as person:
            first = person.run().stdout
            self.assertRegex(first, r"^\d+ compan(y|ies) knows? this browser\.\n")
            self.assertIn("Google", first)
            self.assertNotIn("New since", first)
            self.assertIn("Nothing new since", person.run().stdout)
            person.firefox_cookie(".criteo.com", "uid", "0b2ee4b8-6f5b-4f3e-9d0e-6a2d7f6d1c11")
            self.assertRegex(person.run().stdout, r"New since \S+: 1 item of 1 company: Criteo\.")

    def test_show_has_the_evidence(self):
        with Person() as person:
            shown = person.run("show", "doubleclick.net").stdout
            self.assertIn("a UUID", shown)
            self.assertIn("third-party-web:", shown)
            self.assertIn('cookie "uid" of partner.example', shown)
            missing = person.run("show", "nobody.example", check=False)
            self.assertEqual(missing.returncode, 1)
            self.assertIn("nobody.example", missing.stderr)

    def test_dump_keeps_the_kept_site_and_undo_restores_every_byte(self):
        with Person() as person:
            before = person.contents()
            person.run("keep", "add", "www.kept.example")
            self.assertEqual(person.run("keep", "list").stdout, "kept.example\n")
            dry = json.loads(person.run("dump", "--dry-run", "--json").stdout)
            self.assertEqual((dry["items_going"], dry["items_staying"]), (3, 2))
            self.assertIn("3 items", person.run("dump", "--yes").stdout)
            self.assertEqual([i[1] for i in person.items()], ["kept.example", "www.kept.example"])
            for path, content in person.contents().items():
                self.assertNotIn(SECRET.encode(), content, path)
            self.assertIn("1 undo archive", person.run("list").stderr)
            person.run("undo")
            self.assertEqual(person.contents(), before)
            self.assertEqual(person.run("undo", check=False).returncode, 1)
            log = person.run("log").stdout
            self.assertRegex(log, r"dump emptied .*: 3 items of 3 companies deleted, 2 stayed")
            self.assertIn("was put back", log)
            self.assertNotIn(SECRET, log)

    def test_keep_takes_a_site_or_a_file(self):
        with Person() as person:
            keep = person.home / "keep.txt"
            keep.write_text("# mine\npartner.example\n")
            for option in ("kept.example", str(keep)):
                plan = json.loads(person.run("dump", "--dry-run", "--json", "--keep", option).stdout)
                stays = [s["site"] for s in plan["staying"]]
                self.assertEqual(stays, ["kept.example" if option == "kept.example" else "partner.example"])
            both = json.loads(person.run("dump", "--dry-run", "--json", "--keep", "kept.example",
                                         "--keep", str(keep)).stdout)
            self.assertEqual(len(both["staying"]), 2)

    def test_a_kept_site_may_have_letters_outside_ascii(self):
        with Person() as person:
            person.chromium_cookie("www.xn--bcher-kva.example", "login", "signed-in")
            added = person.run("keep", "add", "www.bücher.example").stderr
            self.assertIn("bücher.example (xn--bcher-kva.example) stays", added)
            self.assertEqual(person.run("keep", "list").stdout, "xn--bcher-kva.example # bücher.example\n")
            self.assertEqual(json.loads(person.run("keep", "list", "--json").stdout), ["xn--bcher-kva.example"])
            person.run("dump", "--yes")
            self.assertEqual([i[1] for i in person.items()], ["www.xn--bcher-kva.example"])
            person.run("keep", "remove", "bücher.example")
            self.assertEqual(person.run("keep", "list").stdout, "")

    def test_no_undo_leaves_nothing_behind(self):
        with Person() as person:
            person.run("dump", "--yes", "--no-undo")
            self.assertEqual(person.items(), [])
            for path in [p for p in person.home.rglob("*") if p.is_file()]:
                self.assertNotIn(SECRET.encode(), path.read_bytes(), path)
            self.assertEqual(person.run("undo", check=False).returncode, 1)

    def test_any_command_a_day_later_removes_the_archive(self):
        for words in (["list"], ["log"], ["keep", "list"], ["undo"]):
            with Person() as person:
                person.run("dump", "--yes")
                archive, = (person.state / "undo").iterdir()
                manifest = archive / "manifest.jsonl"
                head, rest = manifest.read_text().split("\n", 1)
                made = json.loads(head)
                made["made"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 24 * 3600 - 5))
                manifest.write_text(json.dumps(made) + "\n" + rest)
                person.run(*words, check=words != ["undo"])
                self.assertEqual(list((person.state / "undo").iterdir()), [], words)
                self.assertEqual(person.items(), [], words)

    def test_its_own_files_are_closed_to_others(self):
        with Person() as person:
            person.run()
            person.run("keep", "add", "kept.example")
            person.run("dump", "--yes")
            for path in [person.state, *person.state.rglob("*")]:
                mode = stat.S_IMODE(path.stat().st_mode)
                self.assertEqual(mode, 0o700 if path.is_dir() else 0o600, path)

    def test_a_running_browser_is_named_and_nothing_changes(self):
        with Person() as person:
            before = person.contents()
            running = subprocess.Popen(["sleep", "600"])
            try:
                (person.chromium.parent / "SingletonLock").symlink_to(f"{socket.gethostname()}-{running.pid}")
                done = person.run("dump", "--yes", check=False)
                self.assertEqual(done.returncode, 1)
                self.assertIn("Chromium", done.stderr)
                self.assertIn("running", done.stderr)
                self.assertEqual(person.contents(), before)
                self.assertEqual(len(person.items()), 5)
            finally:
                running.kill()
                running.wait()

    def test_watch_empties_at_the_end_of_the_session(self):
        with Person() as person:
            browser = subprocess.Popen(["sleep", "600"])
            lock = person.chromium.parent / "SingletonLock"
            lock.symlink_to(f"{socket.gethostname()}-{browser.pid}")
            watch = subprocess.Popen([BINARY, "watch", "--once", "--keep", "kept.example"], env=person.environment(),
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.assertIn("Waiting for the end of the running session", watch.stderr.readline())
            self.assertEqual(len(person.items()), 5)
            lock.unlink()
            browser.kill()
            browser.wait()
            out, error = watch.communicate(timeout=60)
            self.assertEqual(watch.returncode, 0, error)
            self.assertIn("Deleted 1 item", out)
            hosts = [i[1] for i in person.items()]
            self.assertNotIn("partner.example", hosts)
            self.assertIn("doubleclick.net", hosts)  # Firefox's session did not end

    def test_killed_in_the_middle_it_goes_on_or_is_taken_back(self):
        with Person() as person:
            for number in range(300):
                person.chromium_cookie(f"host{number}.example", "uid", f"value-{number}")
            before = person.contents()
            job = person.state / "job.json"
            cut_off = 0
            for delay_ms in range(8):
                for after in ("dump", "undo"):
                    dump = subprocess.Popen([BINARY, "dump", "--yes", "--keep", "kept.example"], env=person.environment(),
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    while not job.exists() and dump.poll() is None:
                        pass
                    time.sleep(delay_ms / 1000)
                    dump.send_signal(signal.SIGKILL)
                    dump.wait()
                    cut_off += job.exists()
                    if after == "dump":
                        person.run("dump", "--yes", "--keep", "kept.example")
                        self.assertEqual(len(person.items()), 2, delay_ms)
                    while person.run("undo", check=False).returncode == 0:
                        pass
                    self.assertEqual(person.contents(), before, (delay_ms, after))
                    self.assertFalse(job.exists())
            self.assertGreater(cut_off, 0, "no kill fell into the middle of an emptying")

    def test_wrong_use_ends_with_2_and_changes_nothing(self):
        with Person() as person:
            before = person.contents()
            for words in (["bogus"], ["list", "--by", "colour"], ["list", "--profile", "/nowhere"], ["show"],
                          ["dump"], ["dump", "--yes", "--keep", "co.uk"], ["dump", "--yes", "--keep", "/no/such/file"],
                          ["keep", "add", "not a host"], ["keep", "import", str(person.chromium / "Preferences")]):
                done = person.run(*words, check=False)
                self.assertEqual(done.returncode, 2, (words, done.stderr))
                self.assertEqual(done.stdout, "", words)
                self.assertTrue(done.stderr, words)
            self.assertEqual(person.contents(), before)

    def test_without_a_browser_it_says_where_it_looked(self):
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run([BINARY], env={"HOME": home, "PATH": "/usr/bin"}, capture_output=True, text=True)
            self.assertEqual(done.returncode, 1)
            self.assertIn(home, done.stderr)

    def test_help_says_linux_first_and_has_examples(self):
        with Person() as person:
            self.assertTrue(person.run("--help").stdout.startswith("Linux only for now"))
            for words in (["list"], ["show"], ["keep", "add"], ["keep", "import"], ["dump"], ["undo"], ["watch"]):
                self.assertRegex(person.run(*words, "--help").stdout, r"Examples?:\n  glassjar cookies", words)
            self.assertEqual(person.run("cookies", "list", "--json", program=(GLASSJAR,)).stdout,
                             person.run("list", "--json").stdout)

    def test_a_table_fits_the_terminal(self):
        with Person() as person:
            person.firefox_cookie("a-rather-long-host-name-for-a-narrow-terminal.example", "uid", SECRET)
            master, slave = pty.openpty()
            subprocess.run(["stty", "cols", "60"], stdin=slave, check=True)
            environment = dict(person.environment(), TERM="xterm")
            listing = subprocess.Popen([BINARY, "list"], stdout=slave, stderr=subprocess.DEVNULL, env=environment)
            os.close(slave)
            shown = b""
            try:
                while chunk := os.read(master, 65536):
                    shown += chunk
            except OSError:
                pass  # the end of a pty
            listing.wait()
            os.close(master)
            text = shown.decode()
            self.assertIn("\x1b[1mSite", text)
            for line in re.sub(r"\x1b\[\d*m", "", text).splitlines():
                self.assertLessEqual(len(line), 60, line)

    def test_the_unit_runs_this_program(self):
        with Person() as person:
            unit = person.run("watch", "--print-unit", "--keep", "kept.example").stdout
            self.assertIn(f'ExecStart="{os.path.realpath(BINARY)}" watch --keep "kept.example"', unit)
            path = person.run("watch", "--install", "--keep", "kept.example").stdout.strip()
            self.assertEqual(path, str(person.home / ".config/systemd/user/glassjar-cookies.service"))
            self.assertEqual(pathlib.Path(path).read_text(), unit)

    def test_the_local_page_answers_itself_alone(self):
        with Person() as person:
            person.run("keep", "add", "kept.example")
            page = subprocess.Popen([BINARY, "--web"], env=person.environment(), stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True)
            try:
                address = page.stdout.readline().strip()
                found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/#k=(\S{43})", address)
                self.assertTrue(found, address)
                port, token = int(found[1]), found[2]

                def ask(path, method="GET", body=None, **fields):
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                    connection.request(method, path, body, {"X-Glassjar-Token": token, **fields})
                    answer = connection.getresponse()
                    return answer.status, answer.headers, answer.read()

                status, headers, shell = ask("/", **{"X-Glassjar-Token": ""})
                self.assertEqual(status, 200)
                self.assertIn(b"cookies.", shell)
                self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
                self.assertNotIn("unsafe", headers["Content-Security-Policy"])
                self.assertEqual(ask("/api/jar", **{"X-Glassjar-Token": ""})[0], 401)
                self.assertEqual(ask("/api/jar", Host="evil.example")[0], 403)
                self.assertEqual(ask("/api/jar", Origin="http://evil.example")[0], 403)
                self.assertEqual(ask("/", Host=f"evil.example:{port}")[0], 403)

                jar = json.loads(ask("/api/jar")[2])
                self.assertIn("Google", [c["company"] for c in jar["companies"]])
                self.assertEqual(len(jar["edges"]), 1)
                items = json.loads(ask("/api/items?name=Google")[2])["items"]
                self.assertTrue(items[0]["evidence"])
                self.assertNotIn(SECRET, json.dumps([jar, items]))
                before = person.contents()
                plan = json.loads(ask("/api/plan")[2])
                self.assertEqual((plan["items_going"], plan["running"], plan["undo_until"]), (3, [], None))
                self.assertEqual(person.contents(), before)
                self.assertEqual(ask("/api/dump")[0], 405)
                emptied = json.loads(ask("/api/dump", "POST", "{}")[2])
                self.assertEqual((emptied["entry"]["items_erased"], emptied["waiting"]), (3, []))
                self.assertEqual(len(person.items()), 2)
                self.assertEqual(ask("/api/undo", "POST", "{}")[0], 200)
                self.assertEqual(person.contents(), before)
                body = json.dumps({"site": "www.partner.example", "keep": True})
                self.assertIn("partner.example", json.loads(ask("/api/keep", "POST", body)[2]))
                self.assertEqual(ask("/api/keep", "POST", '{"site": 7}')[0], 400)
            finally:
                page.send_signal(signal.SIGTERM)
                self.assertEqual(page.wait(20), 0)
                page.stdout.close()

    def test_the_page_empties_an_open_browser_when_it_is_closed(self):
        with Person() as person:
            browser = subprocess.Popen(["sleep", "600"])
            lock = person.chromium.parent / "SingletonLock"
            lock.symlink_to(f"{socket.gethostname()}-{browser.pid}")
            page = subprocess.Popen([BINARY, "--web"], env=person.environment(), stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True)
            try:
                found = re.search(r":(\d+)/#k=(\S+)", page.stdout.readline())
                connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
                connection.request("POST", "/api/dump", "{}", {"X-Glassjar-Token": found[2]})
                emptied = json.loads(connection.getresponse().read())
                self.assertEqual(emptied["waiting"], ["Chromium (Person 1)"])
                self.assertEqual({i[1] for i in person.items()}, {"partner.example", "kept.example"})
                lock.unlink()
                browser.kill()
                browser.wait()
                deadline = time.monotonic() + 30
                while person.items() and time.monotonic() < deadline:
                    time.sleep(0.2)
                self.assertEqual(person.items(), [])
            finally:
                browser.kill()
                browser.wait()
                page.terminate()
                page.wait(20)
                page.stdout.close()

    def test_it_is_small_and_knows_nothing_of_the_server(self):
        libraries = subprocess.run(["ldd", BINARY], capture_output=True, text=True, check=True).stdout
        for foreign in ("duckdb", "libzip", "maxminddb"):
            self.assertNotIn(foreign, libraries)
        code = pathlib.Path(BINARY).read_bytes()
        for foreign in (b"/api/v2/query", b"duckdb", b"visitor salts"):
            self.assertNotIn(foreign, code, foreign)
        self.assertLess(len(code), pathlib.Path(GLASSJAR).stat().st_size)


if __name__ == "__main__":
    unittest.main()

"""Searches every file of the data directory and the log for what must never be there: addresses,
user agents, query strings, e-mail-like paths at any time; and an erased person's words and visitor
id once the erasure is reported complete."""
import http.cookies
import json
import os
import random
import threading
import time
import unittest
import urllib.parse

from server import AGENT, Server

SITE = "localhost"
ADDRESS = "203.0.113.77"
ADDRESS_6 = "2001:db8:77:aaaa::4d4d"
MARK_AGENT = "MarkedAgent"
MARK_QUERY = "queryMARKvalue"
MARK_EMAIL = "marked.person@mail.example"
MARK_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJtYXJrZWQiOjF9.c2VjcmV0LW1hcmtlZA"
WORDS = "unmistakable-words-of-one-person"
PAGE = "/only-this-person-read-this"

FORBIDDEN = [ADDRESS, ADDRESS_6, "2001:0db8:0077:aaaa", MARK_AGENT, MARK_QUERY, MARK_EMAIL,
             urllib.parse.quote(MARK_EMAIL), "marked.person", MARK_TOKEN]


def find_in_files(server, needles):
    """(file, needle) for each needle (text or bytes) in any file of the data directory or the log."""
    found = []
    files = [p for p in server.data.rglob("*") if p.is_file()] + [server.log_path]
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        for needle in needles:
            raw = needle if isinstance(needle, bytes) else needle.encode()
            if raw in content or raw.lower() in content.lower():
                found.append((str(path.relative_to(server.data.parent)), needle))
    return found


class Watcher(threading.Thread):
    """Searches over and over while the test runs: 'at any time' is meant."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.found, self.rounds, self.ended = server, [], 0, False

    def run(self):
        while not self.ended and not self.found:
            self.found = find_in_files(self.server, FORBIDDEN)
            self.rounds += 1
            time.sleep(0.02)


class PrivacyTest(unittest.TestCase):
    def send_marked_events(self, server, headers=None):
        paths = [f"/a?q={MARK_QUERY}&utm_source=letter#{MARK_QUERY}", f"/u/{MARK_EMAIL}/x",
                 f"/u/{urllib.parse.quote(MARK_EMAIL)}", f"/reset/{MARK_TOKEN}", "/plain"]
        for address in (ADDRESS, ADDRESS_6):
            for path in paths:
                status, _, body = server.event(
                    SITE, path, address=address, agent=f"{AGENT} {MARK_AGENT}/1.0",
                    r=f"https://elsewhere.example/p?x={MARK_QUERY}",
                    p={"secret": MARK_EMAIL}, headers=headers)
                self.assertEqual(status, 202, body)

    def test_nothing_that_names_a_person_reaches_a_file(self):
        with Server() as server:
            server.command("site", "add", SITE)
            watcher = Watcher(server)
            watcher.start()
            self.send_marked_events(server)
            # Wrong input must not put it into the log either.
            server.request("POST", "/api/event", "{" + MARK_EMAIL, headers={
                "X-Forwarded-For": ADDRESS, "User-Agent": MARK_AGENT})
            server.request("GET", f"/nothing/{MARK_EMAIL}?q={MARK_QUERY}",
                           headers={"User-Agent": MARK_AGENT, "Cookie": f"x={MARK_TOKEN}"})
            server.event("unknown.test", f"/{MARK_EMAIL}", agent=MARK_AGENT, address=ADDRESS)
            server.wait_for_total(SITE, "pageviews", 10)
            server.kill()
            server.start()
            server.wait_for_total(SITE, "pageviews", 10)
            self.assertEqual(server.stop(), 0)
            watcher.ended = True
            watcher.join()
            self.assertGreater(watcher.rounds, 3)
            self.assertEqual(watcher.found, [])
            self.assertEqual(find_in_files(server, FORBIDDEN), [])

    def test_an_emptied_jar_leaves_nothing(self):
        with Server() as server:
            server.command("site", "add", SITE)
            cookie = self.become_remembered(server)
            headers = {"Cookie": cookie}
            server.event(SITE, PAGE, headers=headers)
            status, _, body = server.request(
                "POST", "/api/conversations",
                {"site": SITE, "path": PAGE, "text": WORDS, "keep_for": "visit"}, headers=headers)
            self.assertEqual(status, 201, body)
            server.event(SITE, "/someone-else", address="198.51.100.99")
            server.wait_for_total(SITE, "visitors", 2)
            self.assertEqual(find_in_files(server, [WORDS]), [], "words must be sealed on disk")
            self.assertNotEqual(find_in_files(server, [PAGE]), [], "the search itself must find rows")
            self.empty(server, headers)
            self.assertEqual(find_in_files(server, [WORDS, PAGE, cookie.split("=")[1]]), [])
            self.assertEqual(server.total(SITE, "visitors"), 1)
            server.kill()
            server.start()
            self.assertEqual(server.total(SITE, "visitors"), 1)
            self.assertEqual(find_in_files(server, [WORDS, PAGE]), [])

    def test_emptying_goes_on_after_a_kill_at_any_moment(self):
        rounds = max(8, int(os.environ.get("GLASSJAR_KILLS", "50")) // 5)
        with Server() as server:
            server.command("site", "add", SITE)
            server.event(SITE, "/someone-else", address="198.51.100.99")
            for n in range(rounds):
                page = f"/{PAGE.strip('/')}-{n}"
                headers = {"Cookie": self.become_remembered(server, page)}
                for _ in range(3):
                    server.event(SITE, page, headers=headers)
                server.wait_for_total(SITE, "visitors", 2)
                status, _, body = server.request("POST", "/api/jar/empty", {"site": SITE}, headers=headers)
                self.assertEqual(status, 202, body)
                time.sleep(random.random() * 0.4)
                server.kill()
                server.start()
                self.assertEqual(server.total(SITE, "pageviews"), 1, f"round {n}: at once after the restart")
                self.wait_until_complete(server, json.loads(body)["receipt"])
                self.assertEqual(find_in_files(server, [page]), [], f"round {n}")
            self.assertEqual(server.total(SITE, "pageviews"), 1)
            print(f"privacy: {rounds} kills while emptying")

    def become_remembered(self, server, page=PAGE):
        page_load = "00000000000000aa"
        server.event(SITE, page, pl=page_load)
        status, fields, body = server.request(
            "POST", "/api/jar/choice", {"site": SITE, "choice": "30d", "page_load": page_load},
            headers={"Host": f"localhost:{server.port}"})
        self.assertEqual(status, 200, body)
        for line in fields.get_all("Set-Cookie"):
            jar = http.cookies.SimpleCookie(line)
            if "jar" in jar and jar["jar"].value:
                return f"jar={jar['jar'].value}"
        self.fail(f"no jar cookie in {fields.get_all('Set-Cookie')}")

    def empty(self, server, headers):
        """Presses 'empty the jar': gone from answers at once, complete within five seconds times ten."""
        status, _, body = server.request("POST", "/api/jar/empty", {"site": SITE}, headers=headers)
        self.assertEqual(status, 202, body)
        began = time.monotonic()
        self.assertEqual(server.total(SITE, "visitors"), 1)
        self.wait_until_complete(server, json.loads(body)["receipt"])
        print(f"privacy: erasure complete after {time.monotonic() - began:.2f} s")

    def wait_until_complete(self, server, receipt):
        began = time.monotonic()
        while True:
            _, _, body = server.request("POST", "/api/jar/erasure", {"receipt": receipt})
            if json.loads(body)["state"] == "complete":
                return
            self.assertLess(time.monotonic() - began, 50, body)
            time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()

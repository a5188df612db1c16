"""The main job in a minute: collect, ask, sign in, choose, ask a question, answer, empty, shut down."""
import json
import re
import unittest

from server import AGENT, Server

SITE = "localhost"


def cookies_of(fields):
    """Name=value of every cookie that the answer sets."""
    pairs = (line.split(";")[0].split("=", 1) for line in fields.get_all("Set-Cookie") or [])
    return {name: value for name, value in pairs if value}


class SmokeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.start()
        cls.server.command("site", "add", SITE, "--timezone", "Europe/Berlin")

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        log = cls.server.log_path.read_text()
        cls.server.__exit__()
        assert code == 0, f"ended with {code}:\n{log[-2000:]}"
        assert "ERROR: AddressSanitizer" not in log and "runtime error" not in log, log[-5000:]

    def test_an_event_is_visible_within_seconds(self):
        before = self.server.total(SITE, "pageviews")
        status, fields, body = self.server.event(SITE, "/seen", address="198.51.100.1")
        self.assertEqual((status, body), (202, b"ok"))
        self.assertNotIn("glassjar-dropped", fields)
        # Two seconds is the promise; a test asserts it at ten times.
        self.server.wait_for_total(SITE, "pageviews", before + 1, seconds=20)

    def test_drops_are_named_in_reply_and_dashboard(self):
        status, fields, _ = self.server.event(SITE, agent="Googlebot/2.1 (+http://www.google.com/bot.html)")
        self.assertEqual((status, fields["glassjar-dropped"], fields["x-plausible-dropped"]), (202, "bot", "1"))
        status, fields, _ = self.server.event(SITE, headers={"Sec-Purpose": "prefetch"})
        self.assertEqual(fields["glassjar-dropped"], "prefetch")
        status, fields, _ = self.server.event(SITE, headers={"Cookie": "jar-choice=no"})
        self.assertEqual(fields["glassjar-dropped"], "said_no")

    def test_wrong_input_gets_a_clear_error(self):
        cases = [(404, {"n": "pageview", "u": "https://nowhere.test/", "d": "nowhere.test"}, "nowhere.test"),
                 (400, {"u": "https://localhost/", "d": SITE}, "n"),
                 (400, {"n": "pageview", "u": 7, "d": SITE}, "u")]
        for wanted, event, named in cases:
            status, _, body = self.server.request("POST", "/api/event", json.dumps(event))
            self.assertEqual(status, wanted, body)
            self.assertIn(named, body.decode())
        self.assertEqual(self.server.request("POST", "/api/event", "x" * 2_000_000)[0], 413)
        self.assertEqual(self.server.request("GET", "/nothing/here")[0], 404)

    def test_several_events_in_one_request(self):
        events = [{"n": "pageview", "u": f"https://{SITE}/many/{i}", "d": SITE} for i in range(3)]
        status, _, body = self.server.request(
            "POST", "/api/event", events, headers={"X-Forwarded-For": "198.51.100.55", "User-Agent": AGENT})
        self.assertEqual(status, 202, body)
        self.assertEqual(json.loads(body)["accepted"], 3)

    def test_staff_sign_in_by_link_once_then_by_password(self):
        link = self.server.command("staff", "add", "ada@example.org", "--role", "owner").stdout.strip()
        secret = re.search(r"#k=(.+)$", link).group(1)
        status, fields, body = self.server.request("POST", "/api/sign-in/link", {"token": secret})
        self.assertEqual(status, 200, body)
        self.assertTrue(json.loads(body)["must_choose_password"])
        cookie = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies_of(fields).items())}
        self.assertEqual(self.server.request("POST", "/api/sign-in/link", {"token": secret})[0], 401)
        self.assertEqual(self.server.request("POST", "/api/me/password", {"password": "short"}, cookie)[0], 400)
        self.assertEqual(self.server.request("POST", "/api/me/password", {"password": "a long password"}, cookie)[0], 204)
        status, _, body = self.server.request(
            "POST", "/api/sign-in", {"email": "ada@example.org", "password": "a long password"})
        self.assertEqual(status, 200, body)
        self.assertFalse(json.loads(body)["must_choose_password"])
        self.assertEqual(self.server.request("GET", "/api/sites", headers=cookie)[0], 200)
        self.assertEqual(self.server.request("GET", "/api/sites")[0], 401)
        self.assertEqual(self.server.request("POST", "/api/sign-out", {}, cookie)[0], 204)
        self.assertEqual(self.server.request("GET", "/api/me", headers=cookie)[0], 401)

    def test_a_question_becomes_a_lesson_that_both_sides_see(self):
        server = self.server
        status, fields, body = server.request("POST", "/api/conversations", {
            "site": SITE, "path": "/bread", "text": "How long does it rise?", "keep_for": "visit"})
        self.assertEqual(status, 201, body)
        jar = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies_of(fields).items())}
        link = server.command("staff", "add", "sam@example.org", "--role", "service").stdout.strip()
        _, fields, _ = server.request("POST", "/api/sign-in/link", {"token": link.split("#k=")[1]})
        staff = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies_of(fields).items())}
        _, _, body = server.request("GET", "/api/inbox", headers=staff)
        self.assertNotIn("rise", body.decode(), "the list has no one's words")
        number = json.loads(body)["conversations"][0]["id"]
        _, _, body = server.request("POST", f"/api/inbox/{number}/read", {}, staff)
        self.assertEqual(json.loads(body)["messages"][0]["text"], "How long does it rise?")
        self.assertEqual(server.request("POST", f"/api/inbox/{number}/reply", {"text": "Twelve hours."}, staff)[0], 201)
        self.assertEqual(server.request("POST", f"/api/inbox/{number}/lesson",
                                        {"sentence": "Say the time up front."}, staff)[0], 201)
        _, _, body = server.request("GET", f"/api/sites/{SITE}/lessons", headers=staff)
        self.assertEqual(json.loads(body)["lessons"][0]["sentence"], "Say the time up front.")
        _, _, body = server.request("POST", "/api/jar/conversations", {"site": SITE}, jar)
        conversation = json.loads(body)["conversations"][0]
        self.assertEqual(conversation["messages"][1]["text"], "Twelve hours.")
        self.assertEqual(conversation["taught"], "Say the time up front.")
        _, _, body = server.request("POST", "/api/jar/open", {"site": SITE}, jar)
        openings = json.loads(body)["openings"]
        self.assertTrue(any(o["actor"] == "staff" and o["role"] == "service" for o in openings), openings)

    def test_another_origin_cannot_act_for_a_person(self):
        status, _, _ = self.server.request("POST", "/api/jar/close", {}, {
            "Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"})
        self.assertEqual(status, 403)

    def test_pages_have_a_strict_policy_and_come_compressed(self):
        for path in ("/dashboard", "/sign-in", "/jar?site=localhost", "/glassjar.js", "/widget.js"):
            status, fields, body = self.server.request("GET", path, headers={"Accept-Encoding": "gzip"})
            self.assertEqual(status, 200, path)
            self.assertEqual(fields["Content-Encoding"], "gzip", path)
            self.assertIn("default-src 'none'", fields["Content-Security-Policy"])
            self.assertEqual(self.server.request("GET", path, headers={
                "Accept-Encoding": "gzip", "If-None-Match": fields["ETag"]})[0], 304, path)

    def test_health_metrics_and_gpc(self):
        self.assertEqual(self.server.request("GET", "/api/health")[0], 200)
        status, _, body = self.server.request("GET", "/metrics")
        self.assertEqual(status, 200)
        self.assertIn("glassjar_", body.decode())
        for field in ("X-Forwarded-For", "Forwarded"):
            status, _, _ = self.server.request("GET", "/metrics", headers={field: "for=198.51.100.9"})
            self.assertEqual(status, 401, "what a proxy on this machine passes on is not from this machine")
        _, _, body = self.server.request("GET", "/.well-known/gpc.json")
        self.assertTrue(json.loads(body)["gpc"])


if __name__ == "__main__":
    unittest.main()

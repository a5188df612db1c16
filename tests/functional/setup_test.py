"""What set-up tells the owner about the last event and about what looks wrong, each by causing it."""
import json
import unittest

from server import Server

SITE = "example.org"
UNTRUSTED = {"GLASSJAR_TRUSTED_PROXIES": "192.0.2.1"}


def set_up(server, **headers):
    """The last event, and the codes of the warnings, as an owner's browser gets them."""
    if not hasattr(server, "owner"):
        link = server.command("staff", "add", "ada@example.org", "--role", "owner").stdout.strip()
        _, fields, _ = server.request("POST", "/api/sign-in/link", {"token": link.split("#k=")[1]})
        server.owner = fields["Set-Cookie"].split(";")[0]
    status, _, body = server.request("GET", f"/api/sites/{SITE}/setup", headers={"Cookie": server.owner, **headers})
    assert status == 200, body
    answer = json.loads(body)
    return answer["last_event"], [warning["code"] for warning in answer["warnings"]]


class SetupTest(unittest.TestCase):
    def test_the_fate_of_the_last_event_is_named(self):
        with Server() as server:
            server.command("site", "add", SITE)
            last, warnings = set_up(server)
            self.assertIsNone(last)
            self.assertIn("no_event_yet", warnings)
            server.event(SITE)
            last, warnings = set_up(server)
            self.assertEqual((last["fate"], last["tier"]), ("counted", "anonymous"))
            self.assertNotIn("no_event_yet", warnings)
            server.event(SITE, headers={"Sec-GPC": "1"})
            last, warnings = set_up(server)
            self.assertEqual((last["fate"], last["tier"]), ("counted", "signal"))
            self.assertIn("signal_no_id", warnings)
            server.event(SITE, headers={"Sec-Purpose": "prefetch"})
            last, warnings = set_up(server)
            self.assertEqual((last["fate"], last["reason"]), ("dropped", "prefetch"))
            self.assertIn("nobody saw it", last["explain"])
            self.assertNotIn("signal_no_id", warnings)

    def test_a_proxy_that_is_not_trusted_is_noticed(self):
        for env, is_noticed in ((UNTRUSTED, True), (None, False)):
            with Server(env=env) as server:
                server.command("site", "add", SITE)
                for address in ("198.51.100.1", "198.51.100.2"):
                    server.event(SITE, address=address)
                self.assertEqual("all_from_one_private_address" in set_up(server)[1], is_noticed, env)

    def test_why_nobody_can_be_remembered_is_said(self):
        with Server() as server:
            server.command("site", "add", SITE)
            self.assertIn("cookie_refused_plain_http", set_up(server, Host="stats.example.org")[1])
            self.assertIn("not_same_site", set_up(server)[1])
            server.stop()
            server.options = ["--public-url", f"https://stats.example.org:{server.port}"]
            server.start()
            self.assertEqual(set_up(server)[1], ["no_event_yet"], "behind a proxy with TLS that says so")


if __name__ == "__main__":
    unittest.main()

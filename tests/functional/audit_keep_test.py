"""An audit that is kept for a site: staff see it, visitors read what is declared and when it was true."""
import json
import pathlib
import tempfile
import unittest

from server import Server

SITE = "shop.example"
HEADINGS = ("ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data Controller,"
            "User Privacy & GDPR Rights Portals,Wildcard match\n")
BASKET = "1,Shop,Functional,basket,shop.example,Keeps what you chose,30 days,Shop,,0\n"
OTHER = "2,Shop,Functional,lang,shop.example,Your language,1 year,Shop,,0\n"


def har(*set_cookies):
    """One page of the shop whose answer sets these cookies."""
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "test", "version": "1"}, "pages": [], "entries": [{
        "startedDateTime": "2026-11-21T12:00:00Z", "time": 5,
        "request": {"method": "GET", "url": f"https://{SITE}/", "httpVersion": "HTTP/1.1", "headers": [],
                    "cookies": [], "queryString": [], "headersSize": -1, "bodySize": 0},
        "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "cookies": [],
                     "headers": [{"name": "Set-Cookie", "value": value} for value in set_cookies],
                     "content": {"size": 0, "mimeType": "text/html"}, "redirectURL": "", "headersSize": -1,
                     "bodySize": 0},
        "cache": {}, "timings": {"send": 0, "wait": 5, "receive": 0}}]}})


BASKET_SET = "basket=full; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax"
LANG_SET = "lang=en; Max-Age=31536000; Path=/; Secure; HttpOnly; SameSite=Lax"


class AuditKeepTest(unittest.TestCase):
    def audit(self, server, cookies, declared, site=SITE, check=True):
        with tempfile.TemporaryDirectory() as folder:
            recorded, listed = pathlib.Path(folder, "a.har"), pathlib.Path(folder, "a.csv")
            recorded.write_text(har(*cookies))
            words = ["audit", "--har", str(recorded), "--site", site]
            if declared:
                listed.write_text(HEADINGS + declared)
                words += ["--declared", str(listed)]
            return server.command(*words, check=check)

    def declared(self, server):
        status, _, body = server.request("GET", f"/api/jar/declared?site={SITE}")
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def test_both_sides_see_the_last_audit(self):
        with Server() as server:
            server.command("site", "add", SITE)
            self.assertEqual(self.declared(server), {"declared": [], "audited": None, "proven": None})
            self.assertEqual(server.request("GET", f"/api/sites/{SITE}/audit")[0], 401)
            self.audit(server, [BASKET_SET], BASKET)
            first = self.declared(server)
            self.assertEqual([entry["name"] for entry in first["declared"]], ["basket"])
            self.assertEqual(first["declared"][0]["description"], "Keeps what you chose")
            self.assertIsNotNone(first["proven"])
            self.assertEqual(first["proven"], first["audited"])
            # A cookie that the list does not say: the earlier proof stands while the list is the same.
            self.audit(server, [BASKET_SET, LANG_SET], BASKET)
            second = self.declared(server)
            self.assertEqual(second["proven"], first["proven"])
            # A new list has its own proof to earn.
            self.audit(server, [BASKET_SET, LANG_SET, "hidden=1; Max-Age=60"], BASKET + OTHER)
            self.assertIsNone(self.declared(server)["proven"])
            self.assertEqual(len(self.declared(server)["declared"]), 2)
            server.kill()
            server.start()
            self.assertEqual(len(self.declared(server)["declared"]), 2)

    def test_what_is_wrong_is_refused(self):
        with Server() as server:
            server.command("site", "add", "other.example")
            wrong = self.audit(server, [BASKET_SET], BASKET, site="other.example", check=False)
            self.assertEqual(wrong.returncode, 2, wrong.stderr)
            self.assertIn("is not the site", wrong.stderr)
            unknown = self.audit(server, [BASKET_SET], BASKET, check=False)
            self.assertEqual(unknown.returncode, 1, unknown.stderr)
            self.assertEqual(server.request("GET", "/api/jar/declared?site=nowhere.example")[0], 404)
            self.assertEqual(server.request("PUT", "/api/sites/other.example/audit", {"report": {}})[0], 401)


if __name__ == "__main__":
    unittest.main()

"""A real log, imported by the real binary, must give what access_log_oracle.py computes without it."""
import json
import os
import pathlib
import unittest

import access_log_oracle
from server import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = pathlib.Path(os.environ.get("GLASSJAR_SHARED_DATA", ROOT.parent / "shared" / "data"))
LOG = DATA / "apache_combined.log"
SITE = "semicomplete.com"
ROWS_MAX = 10_000


@unittest.skipUnless(LOG.exists(), f"no {LOG}")
class ImportAccessLogTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.wanted = access_log_oracle.compute(LOG, SITE, ROOT / "node_modules")
        cls.server = Server()
        cls.server.start()
        cls.server.command("site", "add", SITE, "--timezone", "Etc/UTC")
        cls.counts = cls.import_log()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    @classmethod
    def import_log(cls):
        return json.loads(cls.server.command("import", "access-log", "--site", SITE, str(LOG)).stdout)

    def ask(self, metrics, *dimensions):
        answer = json.loads(self.server.command("query", json.dumps({
            "site_id": SITE, "metrics": metrics, "date_range": self.wanted["days"], "dimensions": dimensions,
            "pagination": {"limit": ROWS_MAX}})).stdout)
        return answer["results"]

    def breakdown(self, metric, dimension):
        return {row["dimensions"][0]: row["metrics"][0] for row in self.ask([metric], dimension)}

    def assert_breakdown(self, metric, dimension):
        got, wanted = self.breakdown(metric, dimension), self.wanted[dimension]
        different = {value: (got.get(value), wanted.get(value)) for value in got.keys() | wanted.keys()
                     if got.get(value) != wanted.get(value)}
        self.assertEqual(different, {}, "value: (got, wanted)")

    def test_every_line_is_counted_by_its_reason(self):
        self.assertEqual(self.counts, self.wanted["counts"])

    def test_totals(self):
        totals = self.wanted["totals"]
        [row] = self.ask(["visitors", "visits", "pageviews", "bounce_rate", "visit_duration"])
        self.assertEqual(row["metrics"][:3], [totals["visitors"], totals["visits"], totals["pageviews"]])
        self.assertAlmostEqual(row["metrics"][3], 100 * totals["bounces"] / totals["visits"], delta=0.51)
        self.assertAlmostEqual(row["metrics"][4], totals["seconds"] / totals["visits"], delta=0.51)

    def test_pages(self):
        self.assert_breakdown("pageviews", "event:page")

    def test_referrers(self):
        self.assert_breakdown("visits", "visit:referrer")

    def test_browsers(self):
        self.assert_breakdown("visits", "visit:browser")

    def test_countries(self):
        self.assert_breakdown("visits", "visit:country")

    def test_a_second_import_of_the_file_changes_nothing(self):
        self.assertEqual(self.import_log(), self.counts)
        [row] = self.ask(["pageviews"])
        self.assertEqual(row["metrics"], [self.wanted["totals"]["pageviews"]])


if __name__ == "__main__":
    unittest.main()

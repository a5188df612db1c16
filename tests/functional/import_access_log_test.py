"""A real log, imported by the real binary, must give what access_log_oracle.py computes without it."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import access_log_oracle

BINARY = os.environ.get("GLASSJAR_BINARY", "build/release/glassjar")
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
        cls.directory = tempfile.TemporaryDirectory(prefix="glassjar-import-")
        cls.run_command("site", "add", SITE, "--timezone", "Etc/UTC")
        cls.counts = json.loads(cls.run_command("import", "access-log", "--site", SITE, str(LOG)))

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    @classmethod
    def run_command(cls, *words):
        # The floor hides small rows; the numbers under it are what is compared here.
        done = subprocess.run([BINARY, *words, "--data", cls.directory.name], capture_output=True, text=True,
                              timeout=600, env=dict(os.environ, GLASSJAR_FLOOR="1"))
        if done.returncode != 0:
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def ask(self, metrics, *dimensions):
        answer = json.loads(self.run_command("query", json.dumps({
            "site_id": SITE, "metrics": metrics, "date_range": self.wanted["days"], "dimensions": dimensions,
            "pagination": {"limit": ROWS_MAX}})))
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
        again = json.loads(self.run_command("import", "access-log", "--site", SITE, str(LOG)))
        self.assertEqual(again, self.counts)
        [row] = self.ask(["pageviews"])
        self.assertEqual(row["metrics"], [self.wanted["totals"]["pageviews"]])


if __name__ == "__main__":
    unittest.main()

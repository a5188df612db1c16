"""Disks that are full and disks that do not sync: nothing is acknowledged that is not durable, and the
server goes on once the disk does."""
import pathlib
import resource
import subprocess
import tempfile
import time
import unittest

from server import Server

SITE = "faults.test"
HERE = pathlib.Path(__file__).resolve().parent
LIMITLESS = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


class FaultsTest(unittest.TestCase):
    def send(self, server, first, count):
        """Sends page views /first..; returns how many were acknowledged and the refusals' statuses."""
        acknowledged, refusals = 0, []
        for n in range(first, first + count):
            status, fields, _ = server.event(SITE, f"/{n}", address=f"198.51.100.{n % 200}")
            if status == 202:
                acknowledged += 1
            else:
                refusals.append(status)
                self.assertIn("Retry-After", fields)
        return acknowledged, refusals

    def check_trouble_and_recovery(self, server, begin_trouble, end_trouble):
        acknowledged, refusals = self.send(server, 0, 20)
        self.assertEqual((acknowledged, refusals), (20, []))
        server.wait_for_total(SITE, "pageviews", 20)
        begin_trouble()
        during, refusals = self.send(server, 100, 60)
        self.assertTrue(refusals, "the fault was not felt")
        self.assertEqual(set(refusals), {503})
        self.assertEqual(server.request("GET", "/api/health")[0], 503)
        end_trouble()
        self.wait_until_accepted(server)
        after, refusals = self.send(server, 200, 20)
        self.assertEqual((after, refusals), (20, []))
        self.assertEqual(server.request("GET", "/api/health")[0], 200)
        server.wait_for_total(SITE, "pageviews", 20 + during + self.probes + 20)
        server.kill()
        server.start()
        server.wait_for_total(SITE, "pageviews", 20 + during + self.probes + 20)

    def wait_until_accepted(self, server):
        self.probes = 0
        deadline = time.monotonic() + 30
        while server.event(SITE, "/probe")[0] != 202:
            self.assertLess(time.monotonic(), deadline, "no recovery within 30 s")
            time.sleep(0.1)
        self.probes = 1

    def test_a_full_disk(self):
        with Server() as server:
            server.command("site", "add", SITE)
            server.total(SITE, "pageviews")  # makes the token while there is room

            def fill():
                # No file may grow: as on a full disk, but of this process only.
                largest = max(p.stat().st_size for p in server.data.rglob("spool.db*"))
                resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

            def free():
                resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, LIMITLESS)

            self.check_trouble_and_recovery(server, fill, free)

    def test_a_lost_spool(self):
        """Its numbers go on above the stored rows', so that no two visits share an id."""
        with Server() as server:
            server.command("site", "add", SITE)
            self.assertEqual(self.send(server, 0, 30), (30, []))
            server.wait_for_total(SITE, "pageviews", 30)
            self.assertEqual(server.stop(), 0)
            for path in server.data.glob("spool.db*"):
                path.unlink()
            server.start()
            self.assertEqual(self.send(server, 30, 30), (30, []))
            server.wait_for_total(SITE, "pageviews", 60)
            self.assertEqual(server.total(SITE, "visits"), 60)

    def test_a_disk_that_does_not_sync(self):
        with tempfile.TemporaryDirectory() as folder:
            shim, flag = pathlib.Path(folder, "failing_sync.so"), pathlib.Path(folder, "flag")
            subprocess.run(["cc", "-shared", "-fPIC", "-o", shim, HERE / "failing_sync.c", "-ldl"], check=True)
            with Server(env={"LD_PRELOAD": str(shim), "FAILING_SYNC_FLAG": str(flag)}) as server:
                server.command("site", "add", SITE)
                server.total(SITE, "pageviews")
                self.check_trouble_and_recovery(server, flag.touch, flag.unlink)


if __name__ == "__main__":
    unittest.main()

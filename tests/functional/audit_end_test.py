"""glassjar audit and glassjar-cookies when they are interrupted and killed: no browser goes on, no profile stays."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from audit_site import AuditSite

BINARY = os.environ["GLASSJAR_BINARY"]
COOKIES = os.environ.get("GLASSJAR_COOKIES_BINARY", BINARY + "-cookies")
SECONDS_MAX = 30


def processes_with(text):
    """Those that have it in their command lines, zombies not."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if text.encode() in line and int(folder.name) != os.getpid():
                found.append(line.replace(b"\0", b" ").decode(errors="replace")[:200])
    return found


def take_signals():
    """As a shell's foreground gives them: in the background, where this may run, SIGINT is ignored."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_DFL)


def wait_for(what, seconds=SECONDS_MAX):
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


class EndTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="audit-end-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("GLASSJAR_")}
        self.env["TMPDIR"] = self.folder

    def start(self, *words):
        process = subprocess.Popen([BINARY, "audit", *words], env=self.env, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True, preexec_fn=take_signals)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def profiles(self):
        return [name for name in os.listdir(self.folder) if name.startswith("glassjar-")]


@unittest.skipUnless(shutil.which("chromium"), "no Chromium: script/bootstrap --with-browsers")
class BrowserTest(EndTest):
    def setUp(self):
        super().setUp()
        self.site = AuditSite()
        self.addCleanup(self.site.close)

    def start_visit(self):
        """An audit both of whose browsers are at work on a page."""
        audit = self.start(f"http://a.localhost:{self.site.port}/", "--pages", "2")
        self.assertTrue(wait_for(lambda: self.site.seen("/collect") >= 2), "no browser has come to the site")
        self.assertEqual(len(self.profiles()), 2)
        self.assertTrue(processes_with(self.folder))
        return audit

    def test_an_interrupted_audit_leaves_no_browser_and_no_profile(self):
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            audit = self.start_visit()
            audit.send_signal(sign)
            begin = time.monotonic()
            message = audit.communicate(timeout=SECONDS_MAX)[1]
            self.assertLess(time.monotonic() - begin, 10)
            self.assertEqual(audit.returncode, -sign, message)
            self.assertEqual(message, "glassjar: audit: interrupted: its browsers have ended, their profiles are removed\n")
            self.assertEqual((self.profiles(), processes_with(self.folder)), ([], []))
            self.site.forget()

    def test_browsers_die_with_a_killed_audit_and_the_next_removes_their_profiles(self):
        audit = self.start_visit()
        audit.kill()
        audit.wait()
        self.assertTrue(wait_for(lambda: not processes_with(self.folder)), processes_with(self.folder))
        self.assertEqual(len(self.profiles()), 2)
        again = self.start("http://a.localhost:1/", "--consent", "before")
        again.communicate(timeout=SECONDS_MAX)
        self.assertEqual((again.returncode, self.profiles()), (1, []))


class ProgramTest(EndTest):
    """With a program in the browser's place that never answers and does not end when it is asked to."""

    def test_a_second_signal_ends_at_once(self):
        program = pathlib.Path(self.folder) / "browser"
        program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Chromium 150.0.1.2 && exit\n'
                           f'touch "{self.folder}/started"; exec sleep 98765\n')
        program.chmod(0o700)
        audit = self.start("http://a.localhost:1/", "--chromium", str(program))
        self.assertTrue(wait_for(lambda: os.path.exists(f"{self.folder}/started") and processes_with("98765")))
        begin = time.monotonic()
        audit.send_signal(signal.SIGINT)
        time.sleep(0.5)
        self.assertIsNone(audit.poll(), "it does not wait for its browsers")
        audit.send_signal(signal.SIGINT)
        audit.communicate(timeout=SECONDS_MAX)
        self.assertLess(time.monotonic() - begin, 3)
        self.assertEqual(audit.returncode, -signal.SIGINT)
        self.assertTrue(wait_for(lambda: not processes_with("98765")), "its browsers go on")


@unittest.skipUnless(os.path.exists(COOKIES), "no glassjar-cookies: GLASSJAR_COOKIES_BINARY")
class CopiesTest(EndTest):
    def test_copies_of_a_killed_run_are_removed_by_the_next(self):
        gone = subprocess.Popen(["sleep", "1000"])
        gone.kill()
        gone.wait()
        left = pathlib.Path(self.folder) / f"glassjar-copies-{gone.pid}-abcdef"
        in_use = pathlib.Path(self.folder) / f"glassjar-copies-{os.getpid()}-abcdef"
        home = pathlib.Path(self.folder) / "home"
        profile = home / ".config/chromium/Default"
        for folder in (left, in_use, profile):
            folder.mkdir(parents=True)
        (left / "Cookies").write_text("a copy")
        (profile.parent / "Local State").write_text('{"profile": {"info_cache": {"Default": {}}}}')
        (profile / "Preferences").write_text("{}")
        (profile / "Cookies").write_bytes(b"")
        done = subprocess.run([COOKIES, "list"], capture_output=True, text=True, timeout=60,
                              env={"HOME": str(home), "TMPDIR": self.folder, "PATH": os.environ["PATH"]})
        self.assertEqual((left.exists(), in_use.exists()), (False, True), done.stderr)


if __name__ == "__main__":
    unittest.main()

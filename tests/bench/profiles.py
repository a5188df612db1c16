"""How long `glassjar-cookies list --json` takes for a whole profile, and how much memory.

The profiles are made here in the browsers' own formats, with the proportions of a used one: cookies at
Chromium's limit, local storage, cached responses with validators; and two of real Chromium with more in
IndexedDB than is listed of one profile. GLASSJAR_BENCH_PROFILE_MB says how large (default 50).
"""
import json
import os
import pathlib
import random
import re
import sqlite3
import statistics
import struct
import subprocess
import tempfile
import time

from filters import URLS

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MB = int(os.environ.get("GLASSJAR_BENCH_PROFILE_MB", "50"))
ROUNDS = int(os.environ.get("GLASSJAR_BENCH_ROUNDS", "7"))
SCALE = MB / 50
COOKIES = int(3300 * SCALE)
WRITTEN_MB = 0.7 * MB  # the browser makes up to half as much again of it
STORED_ITEMS, STORED_BYTES = int(10_000 * SCALE), 1900
CACHED, CACHED_BYTES = int(1_500 * SCALE), 18 * 1024
BORN = 1_790_000_000  # seconds since 1970: everything was left in autumn 2026


def real_hosts():
    """Hosts of real pages and trackers, in a fixed order."""
    hosts = {m[1] for u in URLS.read_text(errors="replace").splitlines()
             if (m := re.match(r"https?://([a-z0-9.-]+)(?=[/?#]|$)", u))}
    return random.Random(1).sample(sorted(hosts), 400)


def chromium_cookies(folder, hosts, rng):
    (folder / "Network").mkdir(parents=True)
    with sqlite3.connect(folder / "Network/Cookies") as db:
        db.executescript("""
            CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
            INSERT INTO meta VALUES('version', '24');
            CREATE TABLE cookies(creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, top_frame_site_key TEXT NOT NULL,
              name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL,
              expires_utc INTEGER NOT NULL, is_secure INTEGER NOT NULL, is_httponly INTEGER NOT NULL,
              last_access_utc INTEGER NOT NULL, has_expires INTEGER NOT NULL, is_persistent INTEGER NOT NULL,
              priority INTEGER NOT NULL, samesite INTEGER NOT NULL, source_scheme INTEGER NOT NULL,
              source_port INTEGER NOT NULL, last_update_utc INTEGER NOT NULL, source_type INTEGER NOT NULL,
              has_cross_site_ancestor INTEGER NOT NULL)""")
        born = (BORN + 11_644_473_600) * 1_000_000
        db.executemany("INSERT INTO cookies VALUES(?,?,'',?,?,x'','/',?,1,0,?,1,1,1,0,2,443,?,1,0)", (
            (born + i, "." + hosts[i % len(hosts)], f"id{i % 40}", rng.randbytes(16).hex(), born + 10**13, born, born)
            for i in range(COOKIES)))


def simple_cache_entry(key, body):
    headers = b"\x10\0\0\0\x03\0\0\0HTTP/1.1 200 OK\0ETag: \"" + body[:8].hex().encode() + b"\"\0\0"
    end = lambda flags, size: struct.pack("<QIIII", 0xF4FA6F45970D41D8, flags, 0, size, 0)  # noqa: E731
    return (struct.pack("<QIIQ", 0xFCFB6D1BA7725C30, 5, len(key), 0) + key + body + end(1, len(body)) +
            headers + bytes(32) + end(3, len(headers)))


def make_chromium(folder, hosts, maker):
    rng = random.Random(2)
    chromium_cookies(folder, hosts, rng)
    storage = folder / "Local Storage/leveldb"
    storage.parent.mkdir(parents=True)
    subprocess.run([str(maker), str(storage), str(STORED_ITEMS), str(STORED_BYTES)], input="\n".join(hosts), text=True,
                   check=True)
    cache = folder / "Cache/Cache_Data"
    cache.mkdir(parents=True)
    for i in range(CACHED):
        key = f"1/0/_dk_https://{hosts[0]} https://{hosts[0]} https://{hosts[i % len(hosts)]}/{i}.js".encode()
        (cache / f"{rng.getrandbits(64):016x}_0").write_bytes(simple_cache_entry(key, rng.randbytes(CACHED_BYTES)))


def firefox_cookies(folder, hosts, rng):
    with sqlite3.connect(folder / "cookies.sqlite") as db:
        db.executescript("""
            PRAGMA user_version = 16;
            CREATE TABLE moz_cookies(id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT,
              host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER,
              isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0,
              schemeMap INTEGER DEFAULT 0, isPartitionedAttributeSet INTEGER DEFAULT 0)""")
        db.executemany("INSERT INTO moz_cookies(name, value, host, path, expiry, lastAccessed, creationTime, isSecure, "
                       "isHttpOnly) VALUES(?,?,?,'/',?,?,?,1,0)", (
                           (f"id{i}", rng.randbytes(16).hex(), "." + hosts[i % len(hosts)], (BORN + 10**7) * 1000,
                            BORN * 10**6, BORN * 10**6) for i in range(COOKIES)))


def firefox_local_storage(folder, hosts, rng):
    for h, host in enumerate(hosts):
        storage = folder / f"storage/default/https+++{host}/ls"
        storage.mkdir(parents=True)
        with sqlite3.connect(storage / "data.sqlite") as db:
            db.executescript("""
                PRAGMA user_version = 80; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;
                CREATE TABLE data(key TEXT PRIMARY KEY, utf16_length INTEGER NOT NULL, conversion_type INTEGER NOT NULL,
                  compression_type INTEGER NOT NULL, last_access_time INTEGER NOT NULL DEFAULT 0, value BLOB NOT NULL)""")
            db.executemany("INSERT INTO data VALUES(?, ?, 1, 0, ?, ?)", (
                (f"key-{i}", STORED_BYTES, BORN * 10**6, rng.randbytes(STORED_BYTES // 2).hex())
                for i in range(h, STORED_ITEMS, len(hosts))))


def cache2_entry(key, body):
    elements = b"response-head\0HTTP/1.1 200 OK\r\nETag: \"" + body[:8].hex().encode() + b"\"\r\n\0request-method\0GET\0"
    header = struct.pack(">8I", 3, 1, BORN, BORN, 7, BORN + 10**7, len(key), 0)
    return body + bytes(4 + 2) + header + key + b"\0" + elements + struct.pack(">I", len(body))


def make_firefox(folder, hosts, _maker):
    rng = random.Random(3)
    folder.mkdir(parents=True)
    firefox_cookies(folder, hosts, rng)
    firefox_local_storage(folder, hosts, rng)
    cache = folder / "cache2/entries"
    cache.mkdir(parents=True)
    for i in range(CACHED):
        key = f":https://{hosts[i % len(hosts)]}/{i}.js".encode()
        (cache / rng.randbytes(20).hex().upper()).write_bytes(cache2_entry(key, rng.randbytes(CACHED_BYTES)))


def make_indexed_db(back_end):
    def make(folder, _hosts, _maker):
        subprocess.run(["node", str(ROOT / "tests/bench/indexed_db_maker.mjs"), str(folder.parent), back_end, str(WRITTEN_MB)],
                       check=True)
    return make


def listed(binary, profile, home):
    """Seconds, peak MB and items of one listing."""
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    output = home / "listing.json"
    began = time.monotonic()
    with open(output, "wb") as out:
        process = subprocess.Popen([str(binary), "list", "--json", "--profile", str(profile)], stdout=out,
                                   env={**os.environ, **places, "HOME": str(home)})
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: glassjar-cookies list ended with {process.returncode}")
    answer = json.loads(output.read_bytes())
    if answer["problems"]:
        raise SystemExit(f"bench: the made profile is not read whole: {answer['problems'][:3]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, len(answer["items"])


def bench_profiles(binary, maker):
    print(f"### Listing a profile of {MB} MB, `glassjar-cookies list --json`, {ROUNDS} rounds\n")
    print("| profile | size, MB | items | median | slowest | CPU | peak memory |\n|---|---|---|---|---|---|---|")
    hosts = real_hosts()
    stored = COOKIES + STORED_ITEMS + CACHED
    exactly = lambda count: range(count, count + 1)  # noqa: E731
    records = range(int(10_000 * min(SCALE, 1)), 50_000)  # as many as fit into what is listed of a profile
    # Firefox has a folder for each host, which is an item too.
    for name, make, expected in (("Chromium, LevelDB", make_chromium, exactly(stored)),
                                 ("Firefox", make_firefox, exactly(stored + len(hosts))),
                                 ("Chromium, IndexedDB in LevelDB", make_indexed_db("leveldb"), records),
                                 ("Chromium, IndexedDB in SQLite", make_indexed_db("sqlite"), records)):
        with tempfile.TemporaryDirectory(prefix="glassjar-bench-") as folder:
            profile = pathlib.Path(folder) / "profile" / "Default"
            make(profile, hosts, maker)
            size = sum(f.stat().st_size for f in profile.rglob("*") if f.is_file()) / 1e6
            home = pathlib.Path(folder) / "home"
            home.mkdir()
            listed(binary, profile, home)  # builds the filters' index
            rounds = [listed(binary, profile, home) for _ in range(ROUNDS)]
            seconds = [r[0] for r in rounds]
            if rounds[0][3] not in expected:
                raise SystemExit(f"bench: {rounds[0][3]} items listed, not {expected}")
            print(f"| {name} | {size:.0f} | {rounds[0][3]:,} | {statistics.median(seconds):.2f} s | {max(seconds):.2f} s | "
                  f"{statistics.median(r[1] for r in rounds):.2f} s | {max(r[2] for r in rounds):.0f} MB |", flush=True)
    print()

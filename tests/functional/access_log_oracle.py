#!/usr/bin/env python3
"""What the import of an access log must give, computed without Glassjar: from docs/importing.md, the
definitions of visits, uap-core's and crawler-user-agents' files and the country database.

    access_log_oracle.py LOG HOST MODULES      (MODULES: the folder that npm installed into)
"""
import collections
import datetime
import functools
import ipaddress
import json
import pathlib
import re
import struct
import sys
import urllib.parse

LINE = re.compile(r'(\S+) \S+ \S+ \[([^]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}) (?:\d+|-)'
                  r'(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)".*)?$')
REQUEST = re.compile(r"([A-Z_-]+) (\S+)(?: HTTP/\S+)?$")
ASSETS = set("""avif bmp css eot gif ico jpeg jpg js json map mjs otf png svg svgz swf tif tiff ttf wasm webmanifest webp woff
woff2 atom csv rdf rss txt xml aac avi flac flv m3u8 m4a m4v mkv mov mp3 mp4 mpeg mpg ogg ogv ts wav webm wma wmv 7z apk bz2
cab deb dmg doc docx epub exe gz iso jar md5 msi odp ods odt pdf ppt pptx ps rar rpm rtf sha256 sig tar tgz xls xlsx xz zip
zst""".split())
TOOLS = ["HeadlessChrome", "PhantomJS", "Electron.*Cypress", "^(curl|Wget|wget)/", "^python", "^Java/", "^Ruby$",
         r"(?i)\b(crawler|spider)\b"]
IDLE = datetime.timedelta(minutes=30)


class Countries:
    """A MaxMind DB file (maxmind.github.io/MaxMind-DB), as far as a country needs it."""

    def __init__(self, path):
        self.bytes = path.read_bytes()
        self.data = self.bytes.rindex(b"\xab\xcd\xefMaxMind.com") + 14
        meta, _ = self.value(self.data)
        self.nodes, self.bits = meta["node_count"], meta["record_size"]
        self.ip_version = meta["ip_version"]
        self.data = self.nodes * self.bits // 4 + 16

    def value(self, at):
        control, at = self.bytes[at], at + 1
        kind, size = control >> 5, control & 31
        if kind == 1:  # a pointer into the data section
            width = (size >> 3) + 1
            number = int.from_bytes(self.bytes[at:at + width], "big")
            number += ((size & 7) << 8 * width if width < 4 else 0) + (0, 0, 2048, 526336, 0)[width]
            return self.value(self.data + number)[0], at + width
        if kind == 0:
            kind, at = self.bytes[at] + 7, at + 1
        if size > 28:
            extra = size - 28
            size = (29, 285, 65821)[extra - 1] + int.from_bytes(self.bytes[at:at + extra], "big")
            at += extra
        if kind == 7 or kind == 11:
            items = []
            for _ in range(size * (2 if kind == 7 else 1)):
                item, at = self.value(at)
                items.append(item)
            return (dict(zip(items[::2], items[1::2])) if kind == 7 else items), at
        if kind == 14:
            return bool(size), at
        raw = self.bytes[at:at + size]
        if kind == 2:
            return raw.decode(), at + size
        if kind in (3, 15):
            return struct.unpack(">d" if kind == 3 else ">f", raw)[0], at + size
        return (raw if kind == 4 else int.from_bytes(raw, "big")), at + size

    def record(self, node, right):
        size = self.bits // 4
        pair = self.bytes[node * size:(node + 1) * size]
        if self.bits == 28:
            high = pair[3] & 15 if right else pair[3] >> 4
            return high << 24 | int.from_bytes(pair[4:7] if right else pair[:3], "big")
        return int.from_bytes(pair[size // 2:] if right else pair[:size // 2], "big")

    @functools.cache
    def country(self, text):
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return ""
        bits = 32 if address.version == 4 and self.ip_version == 4 else 128
        node = 0
        for bit in range(bits - 1, -1, -1):  # ::a.b.c.d is where IPv6 trees keep IPv4
            node = self.record(node, int(address) >> bit & 1)
            if node >= self.nodes:
                break
        if node <= self.nodes:
            return ""
        found, _ = self.value(self.data + node - self.nodes - 16)
        country = found.get("country_code") or found.get("country", {}).get("iso_code", "")
        return country


class Agents:
    """Browser families by uap-core's first match, and bots."""

    def __init__(self, modules):
        self.browsers, section = [], None
        for line in (modules / "uap-core/regexes.yaml").read_text().splitlines():
            if re.match(r"\w+:\s*$", line):
                section = line.split(":")[0]
            field = re.match(r"""\s+(- )?(\w+): *(['"])(.*)\3\s*(#.*)?$""", line)
            if not field or section != "user_agent_parsers":
                continue
            value = field[4].replace("''", "'") if field[3] == "'" else json.loads(f'"{field[4]}"')
            if field[1]:
                self.browsers.append({})
            self.browsers[-1][field[2]] = value
        self.browsers = [(re.compile(one["regex"]), one.get("family_replacement", "$1")) for one in self.browsers]
        listed = json.loads((modules / "crawler-user-agents/crawler-user-agents.json").read_text())
        self.bots = [re.compile(bot["pattern"]) for bot in listed] + [re.compile(tool) for tool in TOOLS]

    @functools.cache
    def is_bot(self, agent):
        return any(bot.search(agent) for bot in self.bots)

    @functools.cache
    def browser(self, agent):
        for regex, family in self.browsers:
            if match := regex.search(agent):
                return family.replace("$1", (match[1] or "") if match.groups() else "").strip()
        return ""


def path_of(target):
    return re.split("[?#]", target)[0] if target.startswith("/") else urllib.parse.urlsplit(target).path


def unescaped(text):
    letters = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "v": "\v", "f": "\f"}
    text = re.sub(r"\\(x[0-9a-fA-F]{2}|.)", lambda found: letters.get(found[1]) or (
        chr(int(found[1][1:], 16)) if len(found[1]) == 3 else found[1]), text or "-")
    return "" if text == "-" else text


def why_skipped(method, target, status, agent, agents):
    """The first reason of docs/importing.md that applies, or None."""
    if method != "GET":
        return "method"
    if not re.match(r"/|https?://", target):
        return "malformed"
    if 300 <= status < 400 and status != 304:
        return "redirect"
    if status != 304 and not 200 <= status < 300:
        return "error_status"
    path = path_of(target).lower()
    name = path.rstrip("/").rsplit("/", 1)[-1]
    ending = name.rsplit(".", 1)[-1] if "." in name and not path.endswith("/") else ""
    if ending in ASSETS or name in ("feed", "rss", "atom") or path.startswith("/.well-known/"):
        return "asset"
    if not agent:
        return "no_user_agent"
    return "bot" if agents.is_bot(agent) else None


def stored_path(path):
    """Host and path stay; parameters go, encodings a person would not read are undone."""
    parts = [re.split(";|%3B", part, flags=re.I)[0] for part in (path or "/").split("/")]
    decoded = [re.sub(r"%([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)) if re.match(
        r"[A-Za-z0-9._~-]", chr(int(found[1], 16))) else found[0], part) for part in parts]
    return "/".join(decoded)


def stored_referrer(referrer, host):
    parts = urllib.parse.urlsplit(referrer)
    name = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in ("http", "https") or not re.fullmatch("[a-z0-9._-]+", name) or name == host:
        return ""
    return (name + stored_path(parts.path)).rstrip("/")


def page_views(path, host, agents, skipped):
    for line in path.read_text(encoding="latin-1").splitlines():
        fields = LINE.match(line)
        request = REQUEST.match(unescaped(fields[3])) if fields else None
        if not request:
            skipped["malformed"] += 1
            continue
        agent = unescaped(fields[6])
        if reason := why_skipped(request[1], request[2], int(fields[4]), agent, agents):
            skipped[reason] += 1
            continue
        yield {"address": fields[1], "agent": agent,
               "time": datetime.datetime.strptime(fields[2], "%d/%b/%Y:%H:%M:%S %z").astimezone(datetime.timezone.utc),
               "page": stored_path(path_of(request[2])),
               "referrer": stored_referrer(unescaped(fields[5]), host)}


def distance(visit, time):
    return max(visit["first"] - time, time - visit["last"], datetime.timedelta())


def assign_visits(views):
    """Each view, in order, to its visitor's nearest visit of the day within 30 minutes, or to a new one."""
    visitors = collections.defaultdict(list)
    for view in views:
        visits = visitors[view["time"].date(), view["address"], view["agent"]]
        near = [visit for visit in visits if distance(visit, view["time"]) <= IDLE]
        if near:
            visit = min(near, key=lambda one: distance(one, view["time"]))
        else:
            visit = dict(view, first=view["time"], last=view["time"], views=0)
            visits.append(visit)
        visit.update(first=min(visit["first"], view["time"]), last=max(visit["last"], view["time"]),
                     views=visit["views"] + 1)
    return visitors


def compute(log, host, modules):
    agents = Agents(modules)
    countries = Countries(next(modules.glob("@ip-location-db/*/geo-whois-asn-country.mmdb")))
    skipped = collections.Counter()
    views = list(page_views(log, host, agents, skipped))
    visitors = assign_visits(views)
    visits = [visit for of_visitor in visitors.values() for visit in of_visitor]
    count = lambda values: dict(collections.Counter(values))
    return {
        "counts": {"lines": len(views) + sum(skipped.values()), "pageviews": len(views), "skipped": dict(skipped)},
        "totals": {"visitors": len(visitors), "visits": len(visits), "pageviews": len(views),
                   "bounces": sum(visit["views"] == 1 for visit in visits),
                   "seconds": sum((visit["last"] - visit["first"]).total_seconds() for visit in visits)},
        # page views by page, visits by what they came with
        "event:page": count(view["page"] for view in views),
        "visit:referrer": count(visit["referrer"] for visit in visits),
        "visit:browser": count(agents.browser(visit["agent"]) for visit in visits),
        "visit:country": count(countries.country(visit["address"]) for visit in visits),
        "days": [str(min(view["time"] for view in views).date()), str(max(view["time"] for view in views).date())],
    }


if __name__ == "__main__":
    print(json.dumps(compute(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])), indent=1))

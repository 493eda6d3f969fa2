#!/usr/bin/env python3
"""Availability from memory over HTTP, beside (a) the same question asked of PostgreSQL by pgbench and (b) the liveness probe of
the same server, slices interleaved in one run; then how long after a warehouse's call-back the answer is another one.

    benchmarks/availability.py [--seconds 5] [--rounds 3] [--clients 1,8,32] [--calls 200]

Needs wrk, pgbench and psql (Debian: wrk, postgresql-client, postgresql-contrib). Starts and stops everything itself."""
import argparse
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid

from orders import CONNECTIONS, HERE, Demo, cpu, need


def wrk(demo, kind, token, clients, seconds):
    out = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", str(HERE / "availability.lua"),
                          demo.hub, "--", kind, token, str(demo.data)], check=True, capture_output=True, text=True).stdout
    r = dict(re.findall(r"(\w+)=([\d.]+)", re.search(r"RESULT (.*)", out)[1]))
    if float(r["non2xx"]) or float(r["socket"]):
        print(f"  ! {r['non2xx']} answers other than 2xx, {r['socket']} socket errors", file=sys.stderr)
    return float(r["requests"]) / float(r["seconds"]), float(r["p50"]), float(r["p99"])


def pgbench(demo, clients, seconds):
    with tempfile.TemporaryDirectory(dir=demo.data) as logs:
        out = subprocess.run(["pgbench", "-n", "-M", "prepared", "-f", str(HERE / "availability.pgbench"), "-c", str(clients),
                              "-j", "1", "-D", f"items={demo.items}", "-T", str(seconds), "-l"], cwd=logs, env=demo.pg(), check=True,
                             stdout=subprocess.PIPE, text=True).stdout
        taken = sorted(int(line.split()[2]) for log in pathlib.Path(logs).iterdir() for line in log.open())
    return (float(re.search(r"tps = ([\d.]+)", out)[1]), taken[len(taken) // 2] / 1000, taken[len(taken) * 99 // 100] / 1000)


class Warehouse:
    """Says by call-back what it has counted, and asks until the answer follows."""

    def __init__(self, demo, token):
        self.demo, self.token = demo, token
        self.secret = (demo.data / "demo" / "secrets" / "wms-webhook").read_text().strip().encode()
        self.address = urllib.parse.urlsplit(demo.hub).netloc
        self.line = http.client.HTTPConnection(self.address)
        self.sku = demo.sql("SELECT sku FROM bench.item ORDER BY n LIMIT 1")
        self.movement = 2_000_000_000

    def ask(self):
        self.line.request("GET", f"/portal/v1/availability?sku={self.sku}&location=ATL",
                          headers={"Authorization": "Bearer " + self.token})
        return json.load(self.line.getresponse())["available"]

    def count(self, on_hand):
        """Returns milliseconds from the first byte of the call-back to its answer, and to another answer for buyers."""
        self.movement += 1
        now = time.time()
        body = json.dumps({"eventId": str(uuid.uuid4()), "warehouse": "ATL", "type": "stock.adjusted", "reason": "benchmark",
                           "occurredAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
                           "stock": [{"sku": self.sku, "onHand": str(on_hand), "delta": "1", "movement": self.movement}]})
        name = str(uuid.uuid4())
        mark = hmac.new(self.secret, f"{name}.{int(now)}.{body}".encode(), hashlib.sha256).digest()
        before, begun = self.ask(), time.perf_counter()
        self.line.request("POST", "/warehouse/v1/events", body, {
            "Content-Type": "application/json", "webhook-id": name, "webhook-timestamp": str(int(now)),
            "webhook-signature": "v1," + base64.b64encode(mark).decode()})
        answer = self.line.getresponse()
        text = answer.read()
        if answer.status >= 300:
            sys.exit(f"the call-back was answered {answer.status}: {text[:300]}")
        answered = time.perf_counter()
        while self.ask() == before:
            if time.perf_counter() - begun > 30:
                sys.exit("the answer did not change within 30 s")
        return (answered - begun) * 1000, (time.perf_counter() - begun) * 1000


def p(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def run(demo, args):
    token = demo.token()
    demo.items = demo.choose("item", "sku", "(SELECT DISTINCT sku FROM inventory.position) s")
    demo.sql("ANALYZE")
    load = os.getloadavg()[0]
    print(f"hardware: {os.cpu_count()} x {cpu()}, {platform.system()} {platform.release()}; load before: {load:.1f}")
    print(f"versions: PostgreSQL {demo.sql('SHOW server_version')}; {demo.items} items in "
          f"{demo.sql('SELECT count(*) FROM inventory.position')} positions, {demo.sql('SELECT count(*) FROM inventory.expected')} "
          "expected receipts; load generators on the same machine")
    for warm in range(3):
        wrk(demo, "availability", token, 16, args.seconds)
        wrk(demo, "static", token, 16, 2)
    rows = []
    for clients in map(int, args.clients.split(",")):
        memory, static, database = [], [], []
        for _ in range(args.rounds):
            memory.append(wrk(demo, "availability", token, clients, args.seconds))
            database.append(pgbench(demo, min(clients, CONNECTIONS), args.seconds))
            static.append(wrk(demo, "static", token, clients, args.seconds))
        median = [[statistics.median(each[i] for each in side) for i in range(3)] for side in (memory, database, static)]
        rows.append((clients, *median[0], *median[1], *median[2]))
    print(f"\n{'clients':>7} | {'memory/s':>9} {'p50 ms':>7} {'p99 ms':>7} | {'database/s':>10} {'p50 ms':>7} {'p99 ms':>7} | "
          f"{'static/s':>9} {'p50 ms':>7} {'p99 ms':>7} | {'of database':>11} {'of static':>9}")
    for r in rows:
        print(f"{r[0]:>7} | {r[1]:>9.0f} {r[2]:>7.2f} {r[3]:>7.2f} | {r[4]:>10.0f} {r[5]:>7.2f} {r[6]:>7.2f} | "
              f"{r[7]:>9.0f} {r[8]:>7.2f} {r[9]:>7.2f} | {r[1] / r[4]:>11.2f} {r[1] / r[7]:>9.2f}")
    warehouse = Warehouse(demo, token)
    taken = [warehouse.count(1_000_000 + i) for i in range(args.calls)][args.calls // 10:]
    answered, changed = zip(*taken)
    print(f"\nfrom the warehouse's call-back, {len(taken)} counts one after the other: answered p50 {p(answered, .5):.1f} ms, "
          f"p99 {p(answered, .99):.1f} ms; buyers told otherwise p50 {p(changed, .5):.1f} ms, p99 {p(changed, .99):.1f} ms")
    print("the database is asked without HTTP, tokens and JSON, over persistent connections with prepared statements")
    print(json.dumps({"rows": rows, "staleness": {"p50": p(changed, .5), "p99": p(changed, .99)}}))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--seconds", type=int, default=5)
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--clients", default="1,8,32")
    args.add_argument("--calls", type=int, default=200)
    args = args.parse_args()
    need("wrk", "pgbench", "psql")
    with tempfile.TemporaryDirectory(prefix="crossdock-bench-") as data:
        demo = Demo(data)
        try:
            run(demo, args)
        finally:
            demo.stop()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Orders accepted per second over HTTP, every check done, beside the same rows written by pgbench on the same PostgreSQL in
the same run. Closed loop; slices of both are interleaved; only ratios of one run mean something.

    benchmarks/orders.py [--seconds 8] [--rounds 3] [--clients 8,32,128] [--hot]

With --hot every order is for one and the same item, so that both sides wait for one row.

Needs wrk, pgbench and psql (Debian: wrk, postgresql-client, postgresql-contrib). Starts and stops everything itself."""
import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
CONNECTIONS = 48  # of the reference: what the demo's PostgreSQL has to spare; more than saturate it


def need(*programs):
    missing = [p for p in programs if shutil.which(p) is None]
    if missing:
        sys.exit(f"Needs {', '.join(missing)}: apt-get install wrk postgresql-client postgresql-contrib")


class Demo:
    """The hub of ./crossdock demo with its lanes at rest, so that nothing but acceptance runs."""

    def __init__(self, data, *more):
        self.data = pathlib.Path(data)
        self.log = open(self.data / "bench.log", "w+")
        self.process = subprocess.Popen([str(ROOT / "crossdock"), "demo", "--port", "0", "--data", str(self.data / "demo"),
                                         "--traffic", "off", *more], stdout=subprocess.PIPE, stderr=self.log, text=True)
        for line in self.process.stdout:
            if line.startswith("ready "):
                self.hub = re.search(r"hub=(\S+)", line)[1]
                self.estate = re.search(r"estate=(\S+)|$", line)[1]
                return
        sys.exit("the demo did not start, see " + self.log.name)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def sql(self, *statements, file=None):
        command = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]
        for s in statements:
            command += ["-c", s]
        if file:
            command += ["-f", str(file)]
        return subprocess.run(command, env=self.pg(), check=True, capture_output=True, text=True).stdout.strip()

    def choose(self, what, key, among, most=999):
        """Numbers what both sides draw from; returns how many there are."""
        self.sql("CREATE SCHEMA IF NOT EXISTS bench", f"CREATE TABLE bench.{what} AS "
                 f"SELECT row_number() OVER (ORDER BY {key}) AS n, {key} FROM {among} LIMIT {most}", f"ALTER TABLE bench.{what} ADD PRIMARY KEY (n)")
        names = self.sql(f"SELECT {key} FROM bench.{what} ORDER BY n")
        (self.data / f"{what}s").write_text(names + "\n")
        return len(names.splitlines())

    def pg(self):
        folder = self.data / "demo" / "postgres"
        port = (folder / "data" / "postmaster.pid").read_text().splitlines()[3]
        return dict(os.environ, PGHOST="127.0.0.1", PGPORT=port, PGUSER="crossdock", PGDATABASE="crossdock",
                    PGPASSWORD=(folder / "password").read_text().strip())

    def token(self):
        return subprocess.run([str(ROOT / "crossdock"), "token", "portal-demo", "--data", str(self.data / "demo")],
                              check=True, capture_output=True, text=True).stdout.strip()


def wrk(demo, token, clients, seconds, name):
    out = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", str(HERE / "orders.lua"),
                          demo.hub, "--", name, token, str(demo.data)], check=True, capture_output=True, text=True).stdout
    r = dict(re.findall(r"(\w+)=([\d.]+)", re.search(r"RESULT (.*)", out)[1]))
    if float(r["non2xx"]) or float(r["socket"]):
        print(f"  ! {r['non2xx']} answers other than 2xx, {r['socket']} socket errors", file=sys.stderr)
    return float(r["requests"]) / float(r["seconds"]), float(r["p50"]), float(r["p99"])


def pgbench(demo, clients, seconds):
    out = subprocess.run(["pgbench", "-n", "-M", "prepared", "-f", str(HERE / "reference.pgbench"), "-c", str(clients), "-j", "1",
                          "-D", f"accounts={demo.accounts}", "-D", f"third={demo.items // 3}", "-D", f"hot={int(demo.items < 3)}", "-T", str(seconds)],
                         env=demo.pg(), check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", out)[1])


def statements(demo, token, clients):
    """Statements and commits per order, counted in the server's log over a short slice."""
    log = demo.data / "demo" / "postgres" / "server.log"
    demo.sql("ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()")
    time.sleep(1)
    start, before = log.stat().st_size, int(demo.sql("SELECT count(*) FROM ordering.orders"))
    wrk(demo, token, clients, 2, f"count-{clients}")
    with open(log, "rb") as f:
        f.seek(start)
        text = f.read().decode(errors="replace")
    orders = int(demo.sql("SELECT count(*) FROM ordering.orders")) - before
    demo.sql("ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()")
    batches = len(re.findall(r"execute \S+: [^\n]*INSERT INTO inbox\.message", text))
    return orders, batches, len(re.findall(r"LOG:  (?:execute|statement)", text))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--seconds", type=int, default=8)
    args.add_argument("--rounds", type=int, default=3)
    args.add_argument("--clients", default="8,32,128")
    args.add_argument("--hot", action="store_true")
    args = args.parse_args()
    need("wrk", "pgbench", "psql")
    with tempfile.TemporaryDirectory(prefix="crossdock-bench-") as data:
        demo = Demo(data)
        try:
            run(demo, args)
        finally:
            demo.stop()


def run(demo, args):
    token = demo.token()
    demo.accounts = demo.choose("account", "id", """customers.account WHERE status = 'ACTIVE' AND document->'assortments' ? 'core'""")
    demo.items = demo.choose("item", "sku", """catalog.item WHERE status = 'ACTIVE' AND document->'assortments' ? 'core'
                                               AND document->>'stocking' = 'STOCKED' AND document->'packs'->>'base' = 'EA'""", 1 if args.hot else 999)
    subprocess.run(["wrk", "-t1", "-c1", "-d1s", "-s", str(HERE / "orders.lua"), demo.hub, "--", "first", token,
                    str(demo.data)], check=True, capture_output=True)
    time.sleep(5)
    demo.sql("UPDATE effects.lane SET paused_by = 'benchmark'",
             "UPDATE inventory.position SET on_hand = 1000000000, movement = 1000000000",
             "UPDATE credit.account SET credit_limit = 1000000000000, as_of = now() + interval '30 minutes'")
    demo.sql(file=HERE / "reference.sql")
    print(f"hardware: {os.cpu_count()} x {cpu()}, {platform.system()} {platform.release()}")
    print(f"versions: PostgreSQL {demo.sql('SHOW server_version')}, durability: fsync {demo.sql('SHOW fsync')}, "
          f"synchronous_commit {demo.sql('SHOW synchronous_commit')}; load generator on the same machine")
    for warm in range(3):
        wrk(demo, token, 32, args.seconds, f"warm-{warm}")
    pgbench(demo, 32, 2)
    rows = []
    for clients in map(int, args.clients.split(",")):
        ours, reference = [], []
        for round_no in range(args.rounds):
            demo.sql("CHECKPOINT")
            ours.append(wrk(demo, token, clients, args.seconds, f"r{clients}-{round_no}"))
            demo.sql("CHECKPOINT")
            reference.append(pgbench(demo, min(clients, CONNECTIONS), args.seconds))
        rate, base = statistics.median(o[0] for o in ours), statistics.median(reference)
        orders, batches, count = statements(demo, token, clients)
        rows.append((clients, rate, statistics.median(o[1] for o in ours), statistics.median(o[2] for o in ours), base,
                     rate / base, orders / max(1, batches), count / max(1, orders)))
    print(f"\n{'clients':>7} {'orders/s':>9} {'p50 ms':>7} {'p99 ms':>7} {'pgbench/s':>10} {'ratio':>6} {'per batch':>10} "
          f"{'statements/order':>17}")
    for r in rows:
        print(f"{r[0]:>7} {r[1]:>9.0f} {r[2]:>7.1f} {r[3]:>7.1f} {r[4]:>10.0f} {r[5]:>6.2f} {r[6]:>10.1f} {r[7]:>17.1f}")
    print("\nstatements/order counts everything the hub sent meanwhile, commits and the readers of the journal included;")
    print(f"the reference is one call of one function per order, over at most {CONNECTIONS} connections. Lanes are at rest; stock and credit are ample.")
    print(json.dumps([dict(zip(("clients", "ours", "p50", "p99", "reference", "ratio", "batch", "statements"), r))
                      for r in rows]))


def cpu():
    try:
        return re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())[1]
    except (OSError, TypeError):
        return platform.processor()


if __name__ == "__main__":
    main()

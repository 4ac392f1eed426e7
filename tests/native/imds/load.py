"""Many clients ask the metadata service at once, each for a token, the role's name and its credentials.

usage: load.py run AWL_LOCAL FETCHED [SECONDS [CLIENTS]]
       load.py credentials FETCHED        as credential_process: credentials that serve for one period; notes in a file when it was asked
"""
import datetime
import json
import multiprocessing
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time

PERIOD = 10           # seconds for which credentials serve
WINDOW = 15 * 60      # they are renewed so long before their end
PROCESSES = 4


def credentials(fetched):
    key = "ASIA" + "".join(secrets.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16))
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=WINDOW + PERIOD)
    with open(fetched, "a") as file:
        file.write(f"{time.time()} {key}\n")
    print(json.dumps({"Version": 1, "AccessKeyId": key, "SecretAccessKey": "secret", "SessionToken": "token", "Expiration": end.isoformat()}))


def ask(port, method, path, headers):
    """One request; the service closes after its answer, as the real one does."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        connection.sendall("\r\n".join(lines).encode())
        reply = b""
        while received := connection.recv(1 << 16):
            reply += received
    head, _, body = reply.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"{method} {path}: {head[:60]!r}")
    return body.decode()


def client(port, end, times, keys, errors):
    def timed(*request):
        start = time.perf_counter()
        body = ask(port, *request)
        times.append(time.perf_counter() - start)
        return body

    while time.monotonic() < end:
        try:
            token = {"X-aws-ec2-metadata-token": timed("PUT", "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})}
            role = timed("GET", "/latest/meta-data/iam/security-credentials/", token)
            keys.add(json.loads(timed("GET", f"/latest/meta-data/iam/security-credentials/{role}", token))["AccessKeyId"])
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            errors.append(repr(error))


def clients(pipe, port, end, count):
    times, keys, errors = [], set(), []
    threads = [threading.Thread(target=client, args=(port, end, times, keys, errors)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pipe.send((times, keys, errors))


def start(program):
    process = subprocess.Popen([program, "imds", "serve", "--profile", "load"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for line in process.stdout:
        if found := re.search(rb"AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127\.0\.0\.1:(\d+)", line):
            return process, int(found[1])
    sys.exit(f"the service did not start: {process.stderr.read().decode()}")


def ask_all(port, seconds, count):
    """The times, keys and errors of all clients together."""
    end, running = time.monotonic() + seconds, []
    for i in range(PROCESSES):
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=clients, args=(theirs, port, end, count // PROCESSES))
        process.start()
        running.append((process, ours))
    times, keys, errors = [], set(), []
    for process, pipe in running:
        its_times, its_keys, its_errors = pipe.recv()
        process.join()
        times, keys, errors = times + its_times, keys | its_keys, errors + its_errors
    return sorted(times), keys, errors


def check_fetched(fetched, seen, errors):
    """Once a period and no more; nobody saw credentials that were not fetched."""
    with open(fetched) as file:
        lines = [line.split() for line in file]
    moments = [float(moment) for moment, _ in lines]
    gaps = [after - before for before, after in zip(moments, moments[1:])]
    if gaps and (min(gaps) < PERIOD - 1 or max(gaps) > PERIOD + 3):
        errors.append(f"not once in {PERIOD} s: {gaps}")
    if not seen <= {key for _, key in lines}:
        errors.append("credentials that were never fetched")
    return len(lines)


def run(program, fetched, seconds=15.0, count=200):
    process, port = start(program)
    try:
        times, keys, errors = ask_all(port, seconds, count)
        fetches = check_fetched(fetched, keys, errors)
        with open(f"/proc/{process.pid}/status") as file:
            memory = int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) // 1024
        print(f"metadata: {count} clients for {seconds:.0f} s, {len(times)} answers, {len(times) / seconds:.0f} requests/s, {len(errors)} errors, "
              f"p50 {times[len(times) // 2] * 1000:.1f} ms, p99 {times[len(times) * 99 // 100] * 1000:.1f} ms, "
              f"{fetches} times new credentials, {memory} MB at most, {len(os.listdir(f'/proc/{process.pid}/fd'))} descriptors after")
    finally:
        process.terminate()
        process.wait()
    for error in errors[:5]:
        print("FAILED:", error)
    sys.exit(1 if errors else 0)


if sys.argv[1] == "credentials":
    credentials(sys.argv[2])
else:
    run(sys.argv[2], sys.argv[3], *(float(given) for given in sys.argv[4:5]), *(int(given) for given in sys.argv[5:6]))

"""Puts and gets from many connections, then kill -9 under load, then whether all that was acknowledged is there, and nothing half.

usage: load.py AWL_LOCAL FOLDER [OBJECTS [CONNECTIONS [KILLS]]]      10000 objects, 32 connections, 3 kills unless said
"""
import hashlib
import multiprocessing
import os
import random
import re
import sys
import threading
import time
import urllib.parse

from s3 import Server

BUCKET = "/load"
SHARED = "/shared/object"   # in a bucket of its own, as nobody knows who wrote it last
PROCESSES = 4


def content(key, revision):
    """The bytes of a revision of a key, up to 64 KiB, now and then a megabyte: anybody can make them again."""
    seed = hashlib.sha256(f"{key}#{revision}".encode()).digest()
    size = 1 << 20 if seed[0] == 0 else int.from_bytes(seed[1:3], "big")
    return hashlib.shake_128(seed).digest(size)


class Worker:
    """The keys of one connection and what is known of each: the revision acknowledged (None: deleted), and those under way when the server went."""

    def __init__(self, name):
        self.name, self.known, self.under_way, self.times, self.errors = name, {}, {}, {"PUT": [], "GET": [], "DELETE": []}, []

    def timed(self, connection, method, key, body=b""):
        start = time.perf_counter()
        status, _, reply = connection.request(method, f"{BUCKET}/{key}", body=body)
        self.times[method].append(time.perf_counter() - start)
        return status, reply

    def put(self, connection, key, revision):
        self.under_way.setdefault(key, []).append(revision)
        status, reply = self.timed(connection, "PUT", key, content(key, revision))
        if status != 200:
            raise RuntimeError(f"PUT {key}: {status} {reply[:300]}")
        self.acknowledged(key, revision)

    def upload(self, connection, key, revision):
        """As put, in one part."""
        status, _, reply = connection.request("POST", f"{BUCKET}/{key}", "uploads")
        if status != 200:
            raise RuntimeError(f"POST {key}?uploads: {status} {reply[:300]}")
        query = "uploadId=" + re.search(rb"<UploadId>(.*?)<", reply)[1].decode()
        status, headers, reply = connection.request("PUT", f"{BUCKET}/{key}", f"partNumber=1&{query}", content(key, revision))
        if status != 200:
            raise RuntimeError(f"PUT {key}?partNumber: {status} {reply[:300]}")
        self.under_way.setdefault(key, []).append(revision)
        order = f"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{headers['etag']}</ETag></Part></CompleteMultipartUpload>"
        status, _, reply = connection.request("POST", f"{BUCKET}/{key}", query, order.encode())
        if status != 200:
            raise RuntimeError(f"POST {key}?uploadId: {status} {reply[:300]}")
        self.acknowledged(key, revision)

    def delete(self, connection, key):
        self.under_way.setdefault(key, []).append(None)
        status, reply = self.timed(connection, "DELETE", key)
        if status != 204:
            raise RuntimeError(f"DELETE {key}: {status} {reply[:300]}")
        self.acknowledged(key, None)

    def acknowledged(self, key, revision):
        self.known[key] = revision
        self.under_way.pop(key)

    def get(self, connection, key):
        status, reply = self.timed(connection, "GET", key)
        wanted = hashlib.sha256(content(key, self.known[key])).digest()
        if status != 200 or hashlib.sha256(reply).digest() != wanted:
            raise RuntimeError(f"GET {key}: {status}, {len(reply)} bytes that are not those put")

    def load(self, connection, count):
        """Each object is put and got; now and then one that all others write too."""
        for i in range(count):
            self.put(connection, f"{self.name}/{i:05}", 0)
            self.get(connection, f"{self.name}/{i:05}")
            if i % 10 == 0:
                self.share(connection, f"{self.name}/{i}")

    @staticmethod
    def share(connection, seed):
        """Whoever wrote it last: what is read is what one of them wrote, whole."""
        data = hashlib.shake_128(seed.encode()).digest(100_000)
        put, _, reply = connection.request("PUT", SHARED, body=hashlib.sha256(data).digest() + data)
        got, _, body = connection.request("GET", SHARED)
        if put != 200 or got != 200 or hashlib.sha256(body[32:]).digest() != body[:32]:
            raise RuntimeError(f"the shared object: {put} {reply[:200]}, {got}, {len(body)} bytes")

    def churn(self, connection, _):
        """New keys, old ones over again, uploads in parts, deletions, until the server is gone."""
        choice, revision = random.Random(), int(time.time() * 1000)
        while True:
            revision += 1
            key = choice.choice(list(self.known)) if self.known and choice.random() < 0.3 else f"{self.name}/{revision}"
            if choice.random() < 0.15 and key in self.known:
                self.delete(connection, key)
            elif choice.random() < 0.15:
                self.upload(connection, key, revision)
            else:
                self.put(connection, key, revision)

    def check(self, connection, _):
        """Every acknowledged object is there as it was acknowledged, or as what was under way would have left it; that is then what is known."""
        for key in {**self.known, **self.under_way}:
            status, _, reply = connection.request("GET", f"{BUCKET}/{key}")
            found = [revision for revision in self.allowed(key) if self.is_revision(key, revision, status, reply)]
            if not found:
                self.errors.append(f"{key}: {status} with {len(reply)} bytes; allowed revisions: {self.allowed(key)}")
            else:
                self.known[key] = found[0]
        self.under_way.clear()

    def allowed(self, key):
        return [self.known.get(key), *self.under_way.get(key, [])]

    @staticmethod
    def is_revision(key, revision, status, reply):
        return status == 404 if revision is None else status == 200 and hashlib.sha256(reply).digest() == hashlib.sha256(content(key, revision)).digest()


def run_threads(server, workers, step, argument, stays):
    def run(worker):
        connection = server.connect()
        try:
            getattr(worker, step)(connection, argument)
        except (OSError, ValueError) as error:
            # A server that is killed breaks connections, perhaps in the middle of a reply; one that stays does not.
            if stays:
                worker.errors.append(f"{worker.name}: {error!r}")
        except RuntimeError as error:
            worker.errors.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_process(pipe, server, workers, step, argument, stays):
    run_threads(server, workers, step, argument, stays)
    pipe.send(workers)


class Endpoint:
    """Where a server is: what processes need of it."""

    def __init__(self, server):
        self.port, self.key, self.secret = server.port, server.key, server.secret

    connect = Server.connect


def run(server, workers, step, argument=None, stays=True, meanwhile=None):
    """Lets each worker take the step on a connection of its own, in several processes; returns them as they are afterwards."""
    shares = [workers[i::PROCESSES] for i in range(PROCESSES) if workers[i::PROCESSES]]
    running = []
    for share in shares:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=run_process, args=(theirs, Endpoint(server), share, step, argument, stays))
        process.start()
        running.append((process, ours))
    if meanwhile:
        meanwhile()
    after = [worker for _, pipe in running for worker in pipe.recv()]
    for process, _ in running:
        process.join()
    return after


def listed(server):
    """All keys with their sizes."""
    connection, keys, token = server.connect(), {}, ""
    while True:
        query = "list-type=2" + (f"&continuation-token={urllib.parse.quote(token, safe='')}" if token else "")
        status, _, body = connection.request("GET", BUCKET, query)
        if status != 200:
            fail(f"the listing answers {status}: {body[:300]}")
        for key, size in re.findall(r"<Key>(.*?)</Key>.*?<Size>(\d+)</Size>", body.decode()):
            keys[key] = int(size)
        more = re.search(r"<NextContinuationToken>(.*?)</NextContinuationToken>", body.decode())
        if not more:
            return keys
        token = more[1]


def abort_uploads(server):
    """What was under way in parts is given up; an upload whose object was acknowledged must not take its bytes along."""
    connection = server.connect()
    _, _, body = connection.request("GET", BUCKET, "uploads")
    for item in re.findall("<Upload>(.*?)</Upload>", body.decode()):
        key, upload = re.search("<Key>(.*?)<", item)[1], re.search("<UploadId>(.*?)<", item)[1]
        status, _, reply = connection.request("DELETE", f"{BUCKET}/{key}", f"uploadId={upload}")
        if status != 204:
            fail(f"an upload cannot be aborted: {status} {reply[:300]}")


def check_all(server, workers):
    """Objects one by one, the listing, and the files: no half ones, none that no object names."""
    abort_uploads(server)
    workers = run(server, workers, "check")
    report(workers)
    wanted = {key: len(content(key, revision)) for worker in workers for key, revision in worker.known.items() if revision is not None}
    keys = listed(server)
    if keys != wanted:
        fail(f"the listing has {len(keys)} keys, acknowledged are {len(wanted)}: {list(set(keys.items()) ^ set(wanted.items()))[:5]}")
    files = [os.path.join(folder, name) for folder, _, names in os.walk(server.folder) for name in names]
    half = [name for name in files if name.endswith(".new")]
    data = [name for name in files if name.startswith(f"{server.folder}/buckets{BUCKET}/data/")]
    if half or len(data) != len(wanted):
        fail(f"{len(half)} half files, {len(data)} files of bytes for {len(wanted)} objects")
    return workers


def report(workers):
    errors = [error for worker in workers for error in worker.errors]
    if errors:
        fail(f"{len(errors)} errors: " + "\n".join(errors[:5]))


def fail(text):
    print("FAILED:", text)
    sys.exit(1)


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] * 1000


def figures(workers, method):
    times = [value for worker in workers for value in worker.times[method]]
    return f"{method} p50 {percentile(times, 0.5):.1f} ms, p99 {percentile(times, 0.99):.1f} ms"


def main():
    program, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    objects, connections, kills = (int(given) if given else usual for given, usual in zip((sys.argv[3:] + [None] * 3)[:3], (10_000, 32, 3)))
    server = Server(program, os.path.join(folder, "data"))
    try:
        for bucket in (BUCKET, "/shared"):
            if server.connect().request("PUT", bucket)[0] != 200:
                fail("a bucket cannot be made")
        workers = [Worker(f"w{i:02}") for i in range(connections)]
        start = time.perf_counter()
        workers = run(server, workers, "load", -(-objects // connections))
        seconds = time.perf_counter() - start
        report(workers)
        count = sum(len(worker.known) for worker in workers)
        print(f"sandbox: {count} puts and {count} gets from {connections} connections in {seconds:.1f} s, {2 * count / seconds:.0f} requests/s, "
              f"{figures(workers, 'PUT')}, {figures(workers, 'GET')}, {server.memory_mb()} MB at most, {server.descriptors()} descriptors after")
        for i in range(kills):
            delay = random.uniform(0.2, 1.5)
            workers = run(server, workers, "churn", stays=False, meanwhile=lambda: (time.sleep(delay), server.kill()))
            report(workers)
            server.start()
            if i == kills - 1 or os.environ.get("CHECK_EACH"):
                workers = check_all(server, workers)
        if "fault" in server.faults():
            fail("the sandbox says: " + server.faults()[:2000])
        kept = sum(revision is not None for worker in workers for revision in worker.known.values())
        print(f"sandbox: after {kills} times kill -9 under load {kept} acknowledged objects are there, whole, and nothing else")
    finally:
        server.kill()


if __name__ == "__main__":
    main()

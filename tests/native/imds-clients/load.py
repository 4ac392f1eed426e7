"""200 clients ask at once, each for a token and then for the role's credentials: no error, and one set of credentials. usage: load.py URL SECONDS"""
import http.client
import sys
import threading
import time

address, seconds = sys.argv[1].removeprefix("http://"), float(sys.argv[2])
end = time.monotonic() + seconds
answers, errors, keys = [0], [], set()
lock = threading.Lock()


def ask(method, path, headers):
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.request(method, path, headers=headers)
    reply = connection.getresponse()
    body = reply.read().decode()
    connection.close()
    if reply.status != 200:
        raise RuntimeError(f"{method} {path}: {reply.status}")
    return body


def client():
    while time.monotonic() < end:
        try:
            token = ask("PUT", "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
            role = ask("GET", "/latest/meta-data/iam/security-credentials/", {"X-aws-ec2-metadata-token": token})
            key = ask("GET", f"/latest/meta-data/iam/security-credentials/{role}", {"X-aws-ec2-metadata-token": token}).split('"AccessKeyId" : "')[1][:20]
            with lock:
                answers[0] += 3
                keys.add(key)
        except Exception as error:
            with lock:
                errors.append(repr(error))


threads = [threading.Thread(target=client) for _ in range(200)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"load: 200 clients for {seconds:.0f} s, {answers[0]} answers, {len(errors)} errors, {len(keys)} set of credentials")
for error in errors[:5]:
    print(error)
sys.exit(1 if errors or len(keys) != 1 else 0)

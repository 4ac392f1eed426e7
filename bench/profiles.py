"""What finding credentials adds to a start: a home with a profile of static keys and one of a role whose session is cached."""
import hashlib
import json
import os

from measure import AWL

ROLE = "arn:aws:iam::123456789012:role/Bench"


def added_by_credentials(server, times):
    """Milliseconds of processor time that a call takes more than with keys in the environment, by where they are. The smallest of many runs, in turn."""
    environments = make_home(server.home.name, server.environment)
    smallest = {}
    for _ in range(times):
        for name, environment in environments.items():
            time = server.run([AWL, "sts", "get-caller-identity"], environment).processor
            smallest[name] = min(time, smallest.get(name, time))
    base = smallest.pop("keys in the environment")
    return {name: time - base for name, time in smallest.items()}


def make_home(home, environment):
    """Writes the files. Environments by name: keys in the environment, in the files, of the role."""
    write(home, "config", "[profile base]\nregion = us-east-1\n[profile role]\nrole_arn = %s\nsource_profile = base\nregion = us-east-1\n" % ROLE)
    write(home, "credentials", "[base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n")
    name = hashlib.sha1(json.dumps({"RoleArn": ROLE}, sort_keys=True).encode()).hexdigest()
    session = {"AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": "secret", "SessionToken": "token", "Expiration": "2099-01-01T00:00:00+00:00"}
    write(home, "cli/cache/%s.json" % name, json.dumps({"Credentials": session, "AssumedRoleUser": {"Arn": ROLE}}))
    without = {key: value for key, value in environment.items() if not key.startswith("AWS_ACCESS_KEY") and not key.startswith("AWS_SECRET")}
    return {
        "keys in the environment": {**environment, "HOME": "/nonexistent"},
        "static keys in the files": {**without, "AWS_PROFILE": "base"},
        "a role from the cache": {**without, "AWS_PROFILE": "role"},
    }


def write(home, name, text):
    path = os.path.join(home, ".aws", name)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(path, "w", opener=lambda file, flags: os.open(file, flags, 0o600), encoding="utf-8") as file:
        file.write(text)

"""Compares sizes and start-up with budget.json. Ends with 1 where one is over."""
import glob
import json
import os
import shutil
import sys

from measure import AWL, HERE, ROOT, Server
from profiles import added_by_credentials

TIMES = 25
over = []


def check(name, value, limit):
    print("%s: %.6g of %.6g" % (name, value, limit))
    if value > limit:
        over.append(name)


def smallest(server, commands):
    """The smallest processor time in milliseconds by name, and the smallest memory in MB. A busy machine adds to both; it takes nothing away."""
    runs = {name: [server.run(command) for _ in range(TIMES)] for name, command in commands.items()}
    return {name: (min(run.processor for run in each), min(run.memory for run in each)) for name, each in runs.items()}


def check_sizes(limits):
    for name, limit in limits.items():
        files = [AWL] if name == "awl" else glob.glob(os.path.join(ROOT, "src", "Awl.Models", "obj", name))
        if not files:
            sys.exit("%s is not built" % name)
        check(name, max(map(os.path.getsize, files)), limit)


def check_startup(limits):
    with Server() as server:
        commands = {"nothing": [shutil.which("true") or "true"], "version": [AWL, "--version"], "identity": [AWL, "sts", "get-caller-identity"]}
        if curl := shutil.which("curl"):
            commands["curl"] = [curl, "-sf", "--aws-sigv4", "aws:amz:us-east-1:sts", "--user", "a:b", "-d", "Action=GetCallerIdentity&Version=2011-06-15", server.url]
        results = smallest(server, commands)
        added = added_by_credentials(server, 4 * TIMES)

    values = {
        **{"%s, processor ms added" % name: time for name, time in added.items()},
        "awl --version / an empty process": results["version"][0] / results["nothing"][0],
        "awl sts get-caller-identity memory MB": results["identity"][1],
    }
    if curl:
        values["awl sts get-caller-identity / curl"] = results["identity"][0] / results["curl"][0]
    for name, limit in limits.items():
        if name in values:
            check(name, values[name], limit)
        else:
            print("skipped: no curl on this machine for: " + name)


if __name__ == "__main__":
    with open(os.path.join(HERE, "budget.json"), encoding="utf-8") as file:
        budget = json.load(file)
    check_sizes(budget["bytes"])
    check_startup(budget["startup"])
    sys.exit("over budget: " + ", ".join(over) if over else 0)

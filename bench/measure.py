"""Runs programs against the canned server and measures each run: wall-clock time, processor time (user and system), largest memory.

Memory below that of this process (about 10 MB) cannot be seen: the kernel counts what the program was forked from.
"""
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
AWL = os.environ.get("AWL", os.path.join(ROOT, "out", "awl"))


class Run:
    """One run. Times in milliseconds, memory in MB."""

    def __init__(self, wall, usage):
        self.wall = wall * 1000
        self.processor = (usage.ru_utime + usage.ru_stime) * 1000
        self.memory = usage.ru_maxrss / (1 << 20 if platform.system() == "Darwin" else 1 << 10)


class Server:
    """bench/server.py for the length of a with block, and the environment in which the programs find it."""

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen([sys.executable, "-S", os.path.join(HERE, "server.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.url = "http://127.0.0.1:%d" % int(self.process.stdout.readline())
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": self.home.name, "TZ": "UTC", "LANG": "C.UTF-8", "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1", "AWS_PAGER": "",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.home.cleanup()

    def run(self, command, environment=None):
        """Runs the command once, its output to nowhere, in its own environment or the usual one."""
        nowhere = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        start = time.perf_counter()
        process = os.posix_spawnp(command[0], command, environment or self.environment, file_actions=nowhere)
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit("%s ended with %d" % (" ".join(command), os.waitstatus_to_exitcode(status)))
        return Run(wall, usage)

    def run_in_turn(self, commands, times):
        """Runs all commands the same number of times, in turn, so that what else the machine does hits all alike. Medians by name."""
        runs = {name: [] for name in commands}
        for _ in range(times):
            for name, command in commands.items():
                runs[name].append(self.run(command))
        return {name: median(each) for name, each in runs.items()}


def median(runs):
    result = runs[0]
    for what in ("wall", "processor", "memory"):
        setattr(result, what, statistics.median(getattr(run, what) for run in runs))
    return result


def find_aws():
    """AWS CLI v2: the program that AWS2 names, or an aws of version 2 on the path; None where there is none."""
    for program in (os.environ.get("AWS2"), shutil.which("aws")):
        if program and version_of(program).startswith("aws-cli/2"):
            return program
    print("skipped: no AWS CLI v2 (set AWS2)")
    return None


def version_of(program):
    return subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[0]


def table(rows):
    """Rows of cells as a table in Markdown; the first is the header."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---|" + "---:|" * (len(rows[0]) - 1))
    return "\n".join(lines)

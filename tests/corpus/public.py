#!/usr/bin/env python3
"""Builds tasks from fix commits of public repositories: the fix undone, its tests kept. Nothing of them belongs in this repository.

    public.py MIRRORS TASKS [--per-repository N] [--only NAME]

MIRRORS holds bare clones named OWNER+NAME/repo (or OWNER+NAME); public.json beside this script names the repositories and how their tests run.
A commit is taken when it changes one to three product files by at most 12 lines and a test, when its tests pass with the change and do not without,
by the runner's own exit code, in a sandbox without a network. Each becomes TASKS/NAME-COMMIT with task.yaml and repo/.
"""
import argparse
import fnmatch
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST_LINES = 12
MOST_FILES = 3


def git(mirror, *arguments, text=True):
    command = ["git", "-c", "core.hooksPath=/dev/null", "--git-dir", str(mirror), *arguments]
    return subprocess.run(command, capture_output=True, text=text, errors="replace" if text else None, check=True).stdout


def changes(mirror, commit):
    """Lines changed by path, or None where a file is binary or renamed."""
    found = {}
    for line in git(mirror, "diff-tree", "-r", "--no-commit-id", "--numstat", "--no-renames", commit).splitlines():
        added, deleted, path = line.split("\t", 2)
        if added == "-":
            return None
        found[path] = int(added) + int(deleted)
    return found


def matches(path, patterns):
    return any(fnmatch.fnmatch(path, pattern) for pattern in patterns)


def candidates(mirror, entry):
    """Commits that may be small fixes, the newest first."""
    log = git(mirror, "log", "--all", "--no-merges", "--format=%H", "--", *entry["tests"])
    for commit in log.split():
        changed = changes(mirror, commit)
        if not changed:
            continue
        product = {p: n for p, n in changed.items() if matches(p, entry["product"]) and not matches(p, entry["tests"])}
        if 0 < len(product) <= MOST_FILES and sum(product.values()) <= MOST_LINES and any(matches(p, entry["tests"]) for p in changed):
            yield commit, sorted(product), sorted(p for p in changed if matches(p, entry["tests"]))


def export(mirror, commit, folder):
    folder.mkdir(parents=True)
    archive = subprocess.Popen(["git", "--git-dir", str(mirror), "archive", commit], stdout=subprocess.PIPE)
    subprocess.run(["tar", "-x", "-C", str(folder)], stdin=archive.stdout, check=True)
    archive.wait()


def passes(folder, command, seconds):
    """Whether the command ends well in a sandbox; None when it took too long."""
    sandbox = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--bind", str(folder), "/tmp/repository",
               "--unshare-net", "--unshare-pid", "--die-with-parent", "--chdir", "/tmp/repository", "/bin/sh", "-c", command]
    try:
        return subprocess.run(sandbox, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds).returncode == 0
    except subprocess.TimeoutExpired:
        return None


def undo(mirror, commit, product, folder):
    for path in product:
        before = subprocess.run(["git", "--git-dir", str(mirror), "show", "%s^:%s" % (commit, path)], capture_output=True)
        if before.returncode:
            return False
        (folder / path).write_bytes(before.stdout)
    return True


def command_of(entry, folder, tests):
    """The test command: of Python the changed modules where the whole suite needs what is not installed, or minutes; of JavaScript the files by name, with a shim."""
    if entry.get("changed"):
        return "python3 -m unittest " + " ".join(t[:-3].replace("/", ".") for t in tests if t.endswith(".py") and "/test" in "/" + t)
    if "node" not in entry:
        return entry["test"]
    shim = folder / "shim-tests" / "shim.cjs"
    shim.parent.mkdir()
    shutil.copyfile(pathlib.Path(__file__).with_name("node_shim.cjs"), shim)
    files = sorted(str(f.relative_to(folder)) for pattern in entry["node"].split() for f in folder.glob(pattern) if f.is_file())
    return "node --test --require=./shim-tests/shim.cjs " + " ".join(files)


def task(mirror, entry, commit, product, tests, target):
    """Makes a task of a commit; says why not where it is none."""
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / "repo"
        export(mirror, commit, folder)
        command = command_of(entry, folder, tests)
        if not passes(folder, command, entry.get("seconds", 60)):
            return "tests do not pass with the fix"
        if not undo(mirror, commit, product, folder):
            return "a product file is new"
        if passes(folder, command, entry.get("seconds", 60)) is not False:
            return "tests pass without the fix, or hang"
        for cache in folder.rglob("__pycache__"):
            shutil.rmtree(cache, ignore_errors=True)
        target.mkdir(parents=True)
        shutil.copytree(folder, target / "repo", symlinks=True)
        subject = re.sub(r"[^\x20-\x7e]", " ", git(mirror, "log", "-1", "--format=%s", commit)).strip()
        (target / "task.yaml").write_text("report: %s\ntest: %s\ntimeout: 60\n" % (json.dumps(subject), json.dumps(command)))
        (target / "fix.diff").write_text(git(mirror, "diff", commit + "^", commit, "--", *product))
        return None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("mirrors")
    options.add_argument("tasks")
    options.add_argument("--per-repository", type=int, default=8)
    options.add_argument("--most-tried", type=int, default=60)
    options.add_argument("--only")
    options = options.parse_args()
    entries = json.loads(pathlib.Path(__file__).with_name("public.json").read_text())
    for entry in entries:
        name = entry["repository"].replace("/", "+")
        mirror = pathlib.Path(options.mirrors) / name
        mirror = mirror / "repo" if (mirror / "repo").exists() else mirror
        if options.only and options.only not in name:
            continue
        if not mirror.exists():
            print("%s: no mirror" % name, file=sys.stderr)
            continue
        taken = tried = 0
        for commit, product, tests in candidates(mirror, entry):
            if taken >= options.per_repository or tried >= options.most_tried:
                break
            target = pathlib.Path(options.tasks) / ("%s-%s" % (name, commit[:10]))
            if target.exists():
                taken += 1
                continue
            tried += 1
            why = task(mirror, entry, commit, product, tests, target)
            taken += why is None
            print("%s %s %s" % (name, commit[:10], why or "taken"), flush=True)


if __name__ == "__main__":
    main()

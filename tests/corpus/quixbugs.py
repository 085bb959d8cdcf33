#!/usr/bin/env python3
"""
Makes tasks for './factory eval' of a clone of QuixBugs (https://github.com/jkoppel/QuixBugs): quixbugs.py CLONE TASKS.
Forty small programs with one bug each, in Python and in Java. Every other test case is visible, all are hidden tests; where the visible ones would pass, the
others are visible. Nothing of it is kept here. Java wants JUnit 4 (/usr/share/java/junit4.jar).
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

SCRIPT = """#!/bin/sh
set -e
rm -rf build && mkdir build
javac -nowarn -d build -cp /usr/share/java/junit4.jar java_programs/*.java java_testcases/junit/*.java
java -cp build:/usr/share/java/junit4.jar:/usr/share/java/hamcrest-core.jar org.junit.runner.JUnitCore "java_testcases.junit.${1:-NAME_TEST}"
"""
GENERATORS = ("flatten", "kheapsort")


def passes(command, folder, seconds):
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=seconds).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def visible(count, write, fails):
    """Every other case; those between them where none of these fails; all, where none of those does."""
    for chosen in ([i for i in range(count) if i % 2 == 0], [i for i in range(count) if i % 2 == 1], list(range(count))):
        write(chosen)
        if chosen and fails():
            return True
    return False


def describe(task, name, test, hidden):
    lines = {"report": name + " gives wrong results: its tests fail.", "test": test, "hidden": hidden, "timeout": "3m"}
    (task / "task.yaml").write_text("".join("%s: %s\n" % (key, json.dumps(value)) for key, value in lines.items()))


def in_time(source, name, given):
    """Whether the correct program answers within ten seconds; two of QuixBugs' own cases take minutes."""
    program = "import json, sys; from %s import %s; found = %s(*json.loads(sys.argv[1])); list(found) if hasattr(found, '__next__') else found" % (name, name, name)
    return passes([sys.executable, "-B", "-c", program, json.dumps(given)], source / "correct_python_programs", 10)


def cases(source, name):
    for line in (source / "json_testcases" / (name + ".json")).read_text().splitlines():
        if line.strip():
            given, expected = json.loads(line)
            yield given if isinstance(given, list) else [given], [tuple(e) for e in expected] if name == "hanoi" else expected


def methods(name, all_cases, chosen):
    call = "list(%s(*arguments))" % name if name in GENERATORS else "%s(*arguments)" % name
    for index in chosen:
        given, expected = all_cases[index]
        check = "self.assertAlmostEqual(%s, %r, delta=arguments[-1])" if name == "sqrt" else "self.assertEqual(%s, %r)"
        yield "    def test_%d(self):\n        arguments = %r\n        %s\n" % (index, given, check % (call, expected))


def python_task(source, program, out):
    name = program.stem
    task = out / "python" / name
    (task / "repo").mkdir(parents=True)
    (task / "hidden").mkdir()
    shutil.copy(program, task / "repo")
    if (source / "json_testcases" / (name + ".json")).exists():
        all_cases = [(given, expected) for given, expected in cases(source, name) if in_time(source, name, given)]
        head = "from %s import %s\n" % (name, name)
        body = lambda chosen: "\n".join(methods(name, all_cases, chosen))
        count = len(all_cases)
    else:
        text = (source / "python_testcases" / ("test_%s.py" % name)).read_text().replace("import pytest\n", "")
        text = re.sub(r"if pytest.use_correct:\n.*\nelse:\n    from python_programs\.(\w+) import (\w+)", r"from \1 import \2", text)
        head, *functions = re.split(r"(?m)^(?=def test)", text)
        functions = [re.sub(r"def (test\w*)\(\)", r"def \1(self)", f) for f in functions]
        body = lambda chosen: "\n".join(textwrap.indent(functions[i].rstrip() + "\n", "    ") for i in chosen)
        count = len(functions)
        if "import Node" in head:
            shutil.copy(source / "python_programs" / "node.py", task / "repo")
    whole = lambda kind, chosen: "import unittest\n%s\n\nclass %s(unittest.TestCase):\n%s" % (head, kind, body(chosen))
    (task / "hidden" / "test_hidden.py").write_text(whole("Hidden", range(count)))
    write = lambda chosen: (task / "repo" / ("test_%s.py" % name)).write_text(whole("Visible", chosen))
    fails = lambda: not passes([sys.executable, "-B", "-m", "unittest", "-q"], task / "repo", 10)
    describe(task, name, "python3 -m unittest", "python3 -m unittest test_hidden")
    return visible(count, write, fails)


def java_task(source, program, out):
    name = program.stem
    test = source / "java_testcases" / "junit" / (name + "_TEST.java")
    if not test.exists():
        return None
    task = out / "java" / name.lower()
    tests = task / "repo" / "java_testcases" / "junit"
    for folder in (task / "repo" / "java_programs", tests, task / "hidden" / "java_testcases" / "junit"):
        folder.mkdir(parents=True)
    text = test.read_text()
    shutil.copy(program, task / "repo" / "java_programs")
    for helper in ("Node", "WeightedEdge"):
        if re.search(r"\b%s\b" % helper, program.read_text() + text) and helper != name:
            shutil.copy(source / "java_programs" / (helper + ".java"), task / "repo" / "java_programs")
    if "QuixFixOracleHelper" in text:
        shutil.copy(source / "java_testcases" / "junit" / "QuixFixOracleHelper.java", tests)
    (task / "hidden" / "java_testcases" / "junit" / "HIDDEN_TEST.java").write_text(text.replace("class %s_TEST" % name, "class HIDDEN_TEST"))
    (task / "repo" / "run-tests.sh").write_text(SCRIPT.replace("NAME", name))
    head, *parts = re.split(r"(?m)^(?=[ \t]*@(?:org\.junit\.)?Test)", text)
    parts[-1] = parts[-1].rstrip()[:-1]
    write = lambda chosen: (tests / (name + "_TEST.java")).write_text(head + "".join(parts[i] for i in chosen) + "\n}\n")
    fails = lambda: not passes(["sh", "run-tests.sh"], task / "repo", 60)
    describe(task, name, "sh run-tests.sh", "sh run-tests.sh HIDDEN_TEST")
    found = visible(len(parts), write, fails)
    shutil.rmtree(task / "repo" / "build", ignore_errors=True)
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    clone, out = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "-C", clone, "archive", "HEAD"], check=True, capture_output=True).stdout
        subprocess.run(["tar", "-xf", "-", "-C", folder], input=archive, check=True)
        source = pathlib.Path(folder)
        for program in sorted((source / "python_programs").glob("*.py")):
            if (source / "python_testcases" / ("test_%s.py" % program.stem)).exists():
                print("python/" + program.stem, "" if python_task(source, program, out) else "no test fails")
        for program in sorted((source / "java_programs").glob("*.java")):
            made = java_task(source, program, out)
            if made is not None:
                print("java/" + program.stem.lower(), "" if made else "no test fails")


if __name__ == "__main__":
    main()

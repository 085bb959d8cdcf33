# Collects and runs a repository's Python tests and reports each by name on a channel of its own.
# What tests print never reaches that channel: it is a duplicate of stdout, and every record carries a token that came
# by stdin and was read before any code of the repository was imported. Everything this file needs is imported up front,
# while the repository's own folder is not on sys.path yet.
import ast
import asyncio
import faulthandler
import importlib
import importlib.util
import inspect
import json
import os
import runpy
import signal
import sys
import time
import traceback
import unittest
import unittest.loader
import unittest.suite


class TestTimeout(BaseException):
    """Raised in the main thread when one test takes longer than it may. Not an Exception, so that tests rarely catch it."""


class Channel:
    def __init__(self, token):
        self._token = "\x1e" + token
        self._fd = os.dup(1)
        os.dup2(2, 1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)

    def say(self, record):
        # JSON in ASCII, in lines that a pipe writes in one piece; "+" says that the next line goes on.
        text = json.dumps(record)
        while len(text) > 3000:
            self._write(self._token + "+" + text[:3000] + "\n")
            text = text[3000:]
        self._write(self._token + text + "\n")

    def _write(self, line):
        data = line.encode("ascii")
        while data:
            data = data[os.write(self._fd, data):]


def cut(text, limit=20000):
    return text if len(text) <= limit else text[: limit // 2] + "\n[...]\n" + text[-limit // 2:]


class Patience:
    """
    How long one test may take. A test that uses the processor for that long is in an endless loop, most likely, and one such seldom comes alone: those after it get
    a multiple of what the others took. A test that waits, for whatever reason, does not use the processor.
    """

    BUSY = 20.0
    NEXT = 3.0

    def __init__(self, busy, waiting):
        """Seconds of the processor, and of the clock; 0 for no limit by the clock."""
        self.busy = busy or self.BUSY
        self.waiting = waiting
        self.slowest = 0.0
        self.ended = False

    def begin(self):
        signal.signal(signal.SIGPROF, self.endless)
        busy = max(self.NEXT, 10 * self.slowest) if self.ended else self.busy
        signal.setitimer(signal.ITIMER_PROF, min(busy, self.busy))
        if self.waiting:
            signal.signal(signal.SIGALRM, alarm)
            signal.setitimer(signal.ITIMER_REAL, self.waiting)

    def end(self, seconds):
        signal.setitimer(signal.ITIMER_PROF, 0)
        if self.waiting:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if not self.ended:
            self.slowest = max(self.slowest, seconds)

    def endless(self, signum, frame):
        self.ended = True
        alarm(signum, frame)


class Reporter(unittest.TestResult):
    """Turns unittest's calls into one record per test."""

    def __init__(self, say, patience):
        super().__init__()
        self.say = say
        self.patience = patience
        self.started = 0.0
        self.outcome = None

    def name(self, test):
        return test_name(test)

    def startTest(self, test):
        super().startTest(test)
        self.say({"e": "start", "name": self.name(test)})
        self.outcome = ("passed", "", "")
        self.started = time.perf_counter()
        self.patience.begin()

    def stopTest(self, test):
        seconds = time.perf_counter() - self.started
        self.patience.end(seconds)
        self.finish(self.name(test), seconds)
        super().stopTest(test)

    def finish(self, name, seconds):
        outcome, message, trace = self.outcome
        self.say({"e": "result", "name": name, "outcome": outcome, "seconds": round(seconds, 6), "message": cut(message, 4000), "trace": cut(trace)})

    def note(self, outcome, test, err):
        message = "".join(traceback.format_exception_only(err[0], err[1])).strip()
        trace = "".join(traceback.format_exception(*err))
        if not isinstance(test, unittest.TestCase) and not hasattr(test, "subtests_of"):
            # setUpClass and setUpModule fail outside any test: the holder gets a result of its own.
            self.say({"e": "result", "name": str(getattr(test, "description", test)), "outcome": "error", "seconds": 0, "message": message, "trace": cut(trace)})
            return
        if self.outcome is None or self.outcome[0] in ("passed", "skipped"):
            self.outcome = (outcome, message, trace)

    def addError(self, test, err):
        super().addError(test, err)
        self.note("error", test, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note("failed", test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note("failed" if issubclass(err[0], test.failureException) else "error", test, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if not isinstance(test, unittest.TestCase):
            return
        self.outcome = ("skipped", reason, "")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.outcome = ("failed", "expected to fail, but passed", "")


def test_name(test):
    name = test.id()
    return name[len("unittest.loader._FailedTest."):] if name.startswith("unittest.loader._FailedTest.") else name


def alarm(signum, frame):
    raise TestTimeout("the test took longer than it may")


def flatten(suite):
    if isinstance(suite, unittest.BaseTestSuite):
        for item in suite:
            yield from flatten(item)
    elif suite is not None:
        yield suite


def keep_only(suite, names):
    """The same nesting (fixtures of classes and modules depend on it) with the named tests alone."""
    kept = []
    for item in suite:
        if isinstance(item, unittest.BaseTestSuite):
            inner = keep_only(item, names)
            if inner.countTestCases():
                kept.append(inner)
        elif item is not None and test_name(item) in names:
            kept.append(item)
    return type(suite)(kept)


class Runner:
    """What unittest's own command line is given as its runner."""

    def __init__(self, say, config):
        self.say = say
        self.config = config

    def run(self, suite):
        only = self.config.get("only")
        if only:
            suite = keep_only(unittest.TestSuite([suite]) if not isinstance(suite, unittest.BaseTestSuite) else suite, set(only))
        self.say({"e": "plan", "names": [test_name(test) for test in flatten(suite)]})
        result = Reporter(self.say, Patience(self.config.get("busy"), self.config.get("perTest")))
        unittest.registerResult(result)
        guarded(suite)
        suite.run(result)
        return result


def guarded(suite):
    """A time-out is reported by the test that it ended; the next tests still run."""
    for test in flatten(suite):
        method = getattr(test, test._testMethodName, None) if hasattr(test, "_testMethodName") else None
        if method is None or inspect.iscoroutinefunction(method):
            continue

        def call(*args, _method=method, **named):
            try:
                return _method(*args, **named)
            except TestTimeout as hang:
                raise TimeoutError(str(hang)).with_traceback(hang.__traceback__) from None

        call.__dict__.update(getattr(method, "__dict__", {}))
        try:
            setattr(test, test._testMethodName, call)
        except AttributeError:
            pass


class PlainTest(unittest.FunctionTestCase):
    """A test that is no TestCase: a test function, a method of a plain class, or a whole script."""

    def __init__(self, name, function, set_up=None, tear_down=None):
        super().__init__(function, setUp=set_up, tearDown=tear_down)
        self._name = name

    def id(self):
        return self._name

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)


def runs_without_arguments(function, skip=0):
    try:
        wanted = list(inspect.signature(function).parameters.values())[skip:]
    except (TypeError, ValueError):
        return False
    return all(p.default is not p.empty or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in wanted)


def direct(function):
    return (lambda: asyncio.run(function())) if inspect.iscoroutinefunction(function) else (lambda: function() and None)


def needs_pytest(name):
    def fail():
        raise ModuleNotFoundError("this test needs pytest (it takes fixtures), which is not installed here")

    return PlainTest(name, fail)


def plain_tests(module):
    for name, value in list(vars(module).items()):
        if name.startswith("test") and inspect.isfunction(value) and value.__module__ == module.__name__:
            full = module.__name__ + "." + name
            if runs_without_arguments(value):
                hook = lambda which, f=value: (lambda: vars(module)[which](*([f] if not runs_without_arguments(vars(module)[which]) else []))) if which in vars(module) else None
                yield PlainTest(full, direct(value), hook("setup_function"), hook("teardown_function"))
            else:
                yield needs_pytest(full)
        elif name.startswith("Test") and inspect.isclass(value) and not issubclass(value, unittest.TestCase) and value.__module__ == module.__name__:
            if value.__init__ is not object.__init__:
                continue
            for method in [m for m in dir(value) if m.startswith("test") and callable(getattr(value, m))]:
                yield plain_method(module, value, method)


def plain_method(module, kind, method):
    name = module.__name__ + "." + kind.__name__ + "." + method
    if not runs_without_arguments(getattr(kind, method), 0 if isinstance(inspect.getattr_static(kind, method), staticmethod) else 1):
        return needs_pytest(name)
    instance = kind()
    bound = getattr(instance, method)
    hook = lambda which: (lambda: getattr(instance, which)(*([bound] if not runs_without_arguments(getattr(instance, which)) else []))) if hasattr(instance, which) else None
    return PlainTest(name, direct(bound), hook("setup_method"), hook("teardown_method"))


def is_script(path):
    """A file that tests by being run: nothing in it looks like a test to collect."""
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read(), path)
    except (SyntaxError, ValueError):
        return False
    for node in tree.body:
        if isinstance(node, ast.ClassDef) or (isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")):
            return False
    return any(isinstance(node, (ast.Assert, ast.If, ast.Expr, ast.For, ast.With, ast.Try)) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in tree.body)


def script_test(path):
    def run():
        before = sys.argv
        sys.argv = [path]
        sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as exit:
            if exit.code not in (None, 0):
                raise AssertionError("the script ended with " + repr(exit.code)) from None
        finally:
            sys.path.pop(0)
            sys.argv = before

    return PlainTest(path, run)


def module_of(path):
    """Name and search folder of a test file: the folder above its outermost package."""
    folder, name = os.path.split(os.path.abspath(path))
    parts = [os.path.splitext(name)[0]]
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, last = os.path.split(folder)
        parts.insert(0, last)
    return ".".join(parts), folder


def collect_files(files, scripts=False):
    suite = unittest.TestSuite()
    loader = unittest.TestLoader()
    for path in files:
        if scripts or is_script(path):
            suite.addTest(script_test(path))
            continue
        name, folder = module_of(path)
        if name in sys.modules and os.path.abspath(getattr(sys.modules[name], "__file__", None) or "") != os.path.abspath(path):
            name = load_beside(name, path)
        if folder not in sys.path:
            sys.path.insert(1, folder)
        suite.addTest(load_module(loader, name))
    return suite


def load_beside(name, path):
    """Two test files of the same name in folders that are no packages: the second gets a name of its own."""
    unique = os.path.splitext(os.path.relpath(path))[0].replace(os.sep, "__")
    spec = importlib.util.spec_from_file_location(unique, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[unique] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[unique]
    return unique


def load_module(loader, name):
    try:
        module = importlib.import_module(name)
    except unittest.SkipTest as skipped:
        case = unittest.skip(str(skipped))(lambda: None)
        return unittest.TestSuite([PlainTest(name, case)])
    except SystemExit as exit:
        return unittest.TestSuite([failed_import(name, RuntimeError("the file ended the process while it was imported: exit code %r" % exit.code))])
    except Exception as error:
        return unittest.TestSuite([failed_import(name, error)])
    tests = unittest.TestSuite([loader.loadTestsFromModule(module)])
    if not hasattr(module, "load_tests"):
        tests.addTests(plain_tests(module))
    return tests


def failed_import(name, error):
    def fail():
        raise error

    return PlainTest(name, fail)


class PytestReports:
    """A pytest plugin that says what the runner above says, by node id."""

    def __init__(self, say, config):
        self.say = say
        self.config = config
        self.seen = {}

    def pytest_collection_modifyitems(self, session, config, items):
        only = set(self.config.get("only") or ())
        if only:
            items[:] = [item for item in items if item.nodeid in only]
        self.say({"e": "plan", "names": [item.nodeid for item in items]})

    def pytest_collectreport(self, report):
        if report.failed:
            text = str(report.longrepr)
            self.say({"e": "result", "name": report.nodeid, "outcome": "error", "seconds": 0, "message": cut(text, 4000), "trace": cut(text)})

    def pytest_runtest_logstart(self, nodeid, location):
        self.say({"e": "start", "name": nodeid})
        self.seen[nodeid] = ["passed", 0.0, "", ""]

    def pytest_runtest_logreport(self, report):
        seen = self.seen.setdefault(report.nodeid, ["passed", 0.0, "", ""])
        seen[1] += report.duration
        if report.failed and seen[0] in ("passed", "skipped"):
            crash = getattr(report.longrepr, "reprcrash", None)
            seen[0] = "failed" if report.when == "call" else "error"
            seen[2] = getattr(crash, "message", "") or str(report.longrepr)[-400:]
            seen[3] = str(report.longrepr)
        elif report.skipped and seen[0] == "passed":
            seen[0] = "passed" if hasattr(report, "wasxfail") else "skipped"
            seen[2] = str(report.longrepr[-1]) if isinstance(report.longrepr, tuple) else ""
        if report.when == "teardown":
            self.say({"e": "result", "name": report.nodeid, "outcome": seen[0], "seconds": round(seen[1], 6), "message": cut(seen[2], 4000), "trace": cut(seen[3])})


def extend_path(config):
    sys.path.insert(0, "")
    # Isolated mode leaves the environment's own path out; what prepare restored is there.
    restored = [f for f in os.environ.get("PYTHONPATH", "").split(os.pathsep) if f]
    for folder in reversed((config.get("path") or []) + restored):
        sys.path.insert(1, os.path.abspath(folder))


def has_pytest():
    return importlib.util.find_spec("pytest") is not None


def run_unittest_arguments(say, config):
    program = unittest.TestProgram(module=None, argv=["python -m unittest", *config["args"]], testRunner=Runner(say, config), exit=False)
    return 0 if program.result.wasSuccessful() else 1


def run_files(say, config):
    return 0 if Runner(say, config).run(collect_files(config["files"], config.get("scripts"))).wasSuccessful() else 1


def run_pytest(say, config):
    import pytest

    return int(pytest.main(["-p", "no:cacheprovider", *config["args"]], plugins=[PytestReports(say, config)]))


def run_tests(say, config):
    if config["mode"] == "unittest":
        return run_unittest_arguments(say, config)
    if config["mode"] == "pytest" and (config.get("given") or has_pytest()):
        return run_pytest(say, config)
    return run_files(say, config)


def read_order():
    config = json.loads(sys.stdin.read())
    return config, Channel(config.pop("token")).say


def watch_deadline(config):
    """Where a run hangs is worth as much as a trace: every thread's stack goes to the log shortly before the run is killed."""
    if config.get("deadline"):
        faulthandler.dump_traceback_later(max(0.1, config["deadline"]), exit=False)


def main():
    config, say = read_order()
    extend_path(config)
    watch_deadline(config)
    code = run_tests(say, config)
    faulthandler.cancel_dump_traceback_later()
    say({"e": "end", "code": code})
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if code in (0, 1, 2, 3, 4, 5) else 1)

# Observes which lines each test runs and offers edits ("observe"), and tries edits against tests ("try"). Runs behind python_tests.py and
# python_edits.py in one process inside the sandbox. Nothing is written to the checkout: an edited file exists in memory only.
import bisect
import importlib.machinery
import io
import resource
import select
import threading
import tokenize

LINES_EDITED = 600


class Coverage:
    """Lines of the product that ran since the last call of take()."""

    def __init__(self, root, product):
        self.paths = {os.path.join(root, path): path for path in product}
        self.lines = {}
        self.monitor = getattr(sys, "monitoring", None)

    def start(self):
        if self.monitor:
            self.monitor.use_tool_id(self.monitor.COVERAGE_ID, "factory")
            self.monitor.register_callback(self.monitor.COVERAGE_ID, self.monitor.events.LINE, self.line)
            self.monitor.set_events(self.monitor.COVERAGE_ID, self.monitor.events.LINE)
        else:
            threading.settrace(self.trace)
            sys.settrace(self.trace)

    def line(self, code, number):
        path = self.paths.get(code.co_filename)
        if path is not None:
            self.lines.setdefault(path, set()).add(number)
        return self.monitor.DISABLE

    def trace(self, frame, event, argument):
        path = self.paths.get(frame.f_code.co_filename)
        if path is None:
            return None
        # The call itself stands on the line of the definition: what runs is reported line by line below.
        seen = self.lines.setdefault(path, set())

        def inner(frame, event, argument):
            if event == "line":
                seen.add(frame.f_lineno)
            return inner

        return inner

    def take(self):
        taken, self.lines = self.lines, {}
        if self.monitor:
            self.monitor.restart_events()
        elif sys.gettrace() is None:
            sys.settrace(self.trace)
        return {path: sorted(lines) for path, lines in taken.items()}

    def stop(self):
        if self.monitor:
            self.monitor.set_events(self.monitor.COVERAGE_ID, 0)
            self.monitor.free_tool_id(self.monitor.COVERAGE_ID)
        else:
            sys.settrace(None)
            threading.settrace(None)


class Observer:
    """Listens to the records of a run, and adds to each result what ran since it started."""

    def __init__(self, say, coverage):
        self.say = say
        self.coverage = coverage
        self.bad = {}
        self.shared = {}
        self.runs = {}
        self.failures = 0

    def __call__(self, record):
        if record["e"] == "start":
            self.keep(self.coverage.take())
        self.say(record)
        if record["e"] == "result":
            lines = self.coverage.take()
            self.say({"e": "lines", "name": record["name"], "lines": lines})
            failed = record["outcome"] in ("failed", "error")
            self.failures += failed
            for path, numbers in lines.items():
                for number in numbers:
                    counts = self.runs.setdefault((path, number), [0, 0])
                    counts[0 if failed else 1] += 1
            if failed:
                self.add(self.bad, lines)

    def keep(self, lines):
        """What ran outside of any test: imports and fixtures, shared by all tests that follow."""
        self.add(self.shared, lines)

    def suspicious(self):
        """Lines by path that failing tests ran, of so many the likeliest (Ochiai) alone: edits of thousands of lines are not thought of at all."""
        scores = {place: bad / (self.failures * (bad + good)) ** 0.5 for place, (bad, good) in self.runs.items() if bad}
        likeliest = sorted(scores, key=lambda p: (-scores[p], p))[:LINES_EDITED]
        found = {}
        for path, number in likeliest:
            found.setdefault(path, set()).add(number)
        return found

    @staticmethod
    def add(into, lines):
        for path, numbers in lines.items():
            into.setdefault(path, set()).update(numbers)


def observe(say, config):
    coverage = Coverage(os.getcwd() if not config.get("root") else config["root"], config["product"])
    observer = Observer(say, coverage)
    coverage.start()
    try:
        code = run_tests(observer, config)
    finally:
        coverage.stop()
    observer.keep(coverage.take())
    say({"e": "shared", "lines": {path: sorted(lines) for path, lines in observer.shared.items()}})
    offer_edits(say, config, observer)
    return code


def offer_edits(say, config, observer):
    """Edits on lines that failing tests ran; of every product file where that is not known, for example when an import fails."""
    bad = observer.suspicious()
    lines = {path: bad.get(path, set()) | observer.shared.get(path, set()) for path in {*bad, *observer.shared}}
    known = bool(observer.bad)
    paths = sorted(lines, key=lambda p: (p not in observer.bad, p)) if lines else config["product"][:60]
    left = config.get("maxEdits") or 20000
    for path in paths:
        full = os.path.join(config.get("root") or "", path)
        edits = edits_of(full, lines.get(path) if lines else None, config.get("told"))[:left]
        left -= len(edits)
        for edit in edits:
            edit["path"] = path
        for at in range(0, len(edits), 50):
            say({"e": "edits", "edits": edits[at:at + 50], "known": known})


class Overlay:
    """Serves product and test files as code compiled once, and one of them edited, to Python's own import."""

    def __init__(self):
        self.codes = {}
        self.edited = {}
        self.original = importlib.machinery.SourceFileLoader.get_code
        overlay = self

        def get_code(loader, name):
            path = os.path.abspath(loader.get_filename(name))
            if path in overlay.edited:
                return overlay.edited[path]
            if path not in overlay.codes:
                overlay.codes[path] = overlay.original(loader, name)
            return overlay.codes[path]

        importlib.machinery.SourceFileLoader.get_code = get_code


def starved(pid):
    """Seconds that a process was ready to run and had to wait for a processor; 0 where the system does not count them."""
    try:
        # Tests may have put something in the place of open().
        with io.open("/proc/%s/schedstat" % pid, "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class Limit:
    """A time limit that a busy machine does not shorten: waiting for a processor does not count."""

    def __init__(self, pid, seconds):
        self.pid = pid
        self.ends = time.monotonic() + seconds
        self.granted = starved(pid)

    def left(self):
        """Seconds until it is over; 0 or less when it is."""
        left = self.ends - time.monotonic()
        if left > 0:
            return left
        waited = starved(self.pid)
        self.ends += waited - self.granted
        self.granted = waited
        left = self.ends - time.monotonic()
        return left if left > 0.01 else 0.0


class Verdict(unittest.TestResult):
    """Counts, by name, and stops at the first bad result where that decides."""

    def __init__(self, per_test, failfast):
        super().__init__()
        self.failfast = failfast
        self.per_test = per_test
        self.passed = []
        self.bad = []
        self.current_bad = False
        self.limit = None
        signal.signal(signal.SIGALRM, self.alarm)

    def alarm(self, signum, frame):
        left = self.limit.left()
        if left <= 0:
            # Where one test does not end, the others seldom do.
            self.stop()
            alarm(signum, frame)
        signal.setitimer(signal.ITIMER_REAL, left)

    def startTest(self, test):
        super().startTest(test)
        self.current_bad = False
        self.limit = Limit("self", self.per_test)
        signal.setitimer(signal.ITIMER_REAL, self.per_test)

    def stopTest(self, test):
        signal.setitimer(signal.ITIMER_REAL, 0)
        super().stopTest(test)
        (self.bad if self.current_bad else self.passed).append(test_name(test))

    def fail_with(self, test):
        self.current_bad = True
        if not isinstance(test, unittest.TestCase):
            self.bad.append(str(test))
        if self.failfast:
            self.stop()

    def addError(self, test, err):
        self.fail_with(test)

    def addFailure(self, test, err):
        self.fail_with(test)

    def addUnexpectedSuccess(self, test):
        self.fail_with(test)

    def addSkip(self, test, reason):
        self.current_bad = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.fail_with(test)


class Tests:
    """The repository's tests, loaded in this process: by unittest or by pytest, as in an ordinary run."""

    def __init__(self, config):
        self.config = config
        self.pytest = config["mode"] == "pytest" and (config.get("given") or has_pytest())
        self.suite = None

    def load(self):
        if self.pytest:
            return
        if self.config["mode"] == "unittest":
            taken = []

            class Take:
                def run(self, suite):
                    taken.append(suite)
                    return unittest.TestResult()

            unittest.TestProgram(module=None, argv=["python -m unittest", *self.config["args"]], testRunner=Take(), exit=False)
            self.suite = taken[0]
        else:
            self.suite = collect_files(self.config["files"], self.config.get("scripts"))

    def run(self, names, per_test, failfast):
        """Names that passed and names that did not."""
        if self.pytest:
            return self.run_pytest(names, failfast)
        result = Verdict(per_test, failfast)
        suite = keep_only(unittest.TestSuite([self.suite]), set(names))
        guarded(suite)
        suite.run(result)
        # What was asked for and was not seen, for example because a file no longer loads, is bad.
        missing = [] if failfast and result.bad else [n for n in names if n not in result.passed and n not in result.bad]
        return result.passed, result.bad + missing

    def run_pytest(self, names, failfast):
        import pytest

        outcomes = {}
        reports = PytestReports(lambda r: outcomes.__setitem__(r["name"], r["outcome"]) if r["e"] == "result" else None, {"only": names})
        pytest.main(["-p", "no:cacheprovider", "-q", "--no-header", *(["-x"] if failfast else []), *self.config["args"]], plugins=[reports])
        passed = [n for n in names if outcomes.get(n) == "passed"]
        bad = [n for n in names if n in outcomes and outcomes[n] != "passed"]
        return passed, bad if failfast and bad else [n for n in names if n not in passed]


class Trials:
    """Tries edits in order: a fork each, from a process that has already loaded all that the tests import and that is not the repository's own."""

    def __init__(self, say, config):
        self.say = say
        self.config = config
        self.root = config.get("root") or os.getcwd()
        self.overlay = Overlay()
        self.running = {}
        self.tried = 0
        self.first = None
        self.loading = 0.0
        self.ends = time.monotonic() + config["seconds"]

    def run(self):
        self.warm_up()
        waiting = list(reversed(self.config["edits"]))
        while (waiting and not self.enough()) or self.running:
            while waiting and len(self.running) < self.config["parallel"] and not self.enough():
                self.begin(waiting.pop())
            self.collect()
        self.say({"e": "tried", "count": self.tried, "left": len(waiting), "late": time.monotonic() >= self.ends})

    def enough(self):
        """Time is up, or enough was tried after the first edit that made the tests pass: counted in the order of likelihood, whichever ended first."""
        if time.monotonic() >= self.ends:
            return True
        return self.first is not None and self.tried > self.first + self.config["after"]

    def warm_up(self):
        """A child imports the tests once, unedited, and says which foreign modules that needed; this process then imports those. How long that takes, each trial gets on top."""
        begun = time.monotonic()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reader)
                quiet()
                before = set(sys.modules)
                Tests(self.config).load()
                names = [n for n, m in list(sys.modules.items()) if n not in before and self.foreign(m)]
                os.write(writer, "\n".join(names).encode()[:60000])
            except BaseException:
                pass
            finally:
                os._exit(0)
        os.close(writer)
        names = drain(reader, self.ends)
        end(child)
        self.loading = time.monotonic() - begun
        for name in names.decode("utf-8", "replace").split("\n"):
            if name and "." not in name.replace(".", "", 3):
                try:
                    importlib.import_module(name)
                except BaseException:
                    pass
        if Tests(self.config).pytest:
            import pytest
        self.compile_all()

    def compile_all(self):
        for path in [*self.config["product"], *self.config["testFiles"]]:
            full = os.path.join(self.root, path)
            try:
                with open(full, "rb") as file:
                    self.overlay.codes[full] = compile(file.read(), full, "exec", dont_inherit=True)
            except (OSError, SyntaxError, ValueError):
                pass

    def foreign(self, module):
        file = getattr(module, "__file__", None)
        if getattr(getattr(module, "__spec__", None), "origin", None) in ("built-in", "frozen"):
            return True
        return bool(file) and not os.path.abspath(file).startswith(self.root + os.sep)

    def begin(self, edit):
        at, self.tried = self.tried, self.tried + 1
        try:
            codes = self.compile_edit(edit)
        except (OSError, SyntaxError, ValueError, RecursionError):
            self.say({"e": "verdict", "id": edit["id"], "verdict": "invalid", "fixed": [], "broke": [], "seconds": 0})
            return
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            self.child(codes, writer)
        os.close(writer)
        now = time.monotonic()
        limit = Limit(child, self.config["failingSeconds"] + self.loading)
        self.running[reader] = {"id": edit["id"], "at": at, "pid": child, "data": b"", "start": now, "limit": limit, "last": max(self.ends, now + 0.2) + 1}

    def compile_edit(self, edit):
        """Code by path, with the edits that all of these trials build on."""
        changes = {}
        for part in [*(self.config.get("base") or []), edit]:
            changes.setdefault(part["path"], []).extend(part["changes"])
        codes = {}
        for path, parts in changes.items():
            full = os.path.join(self.root, path)
            with open(full, "rb") as file:
                codes[full] = compile(apply_changes(file.read(), parts), full, "exec", dont_inherit=True)
        return codes

    def child(self, codes, writer):
        try:
            os.setsid()
            quiet()
            limit_memory(self.config.get("memory") or 1 << 30)
            self.overlay.edited.update(codes)
            per_test = self.config["perTest"]
            tests = Tests(self.config)
            tests.load()
            passed, bad = tests.run(self.config["failing"], per_test, False)
            tell(writer, {"passed": passed, "bad": bad})
            if passed:
                _, broke = tests.run(self.config["others"], per_test, True) if self.config["others"] else ([], [])
                tell(writer, {"broke": broke})
        except BaseException as error:
            tell(writer, {"crash": type(error).__name__})
        finally:
            os._exit(0)

    def collect(self):
        if not self.running:
            return
        soonest = min(self.left(r) for r in self.running.values())
        ready, _, _ = select.select(list(self.running), [], [], max(0.0, soonest))
        for reader in ready:
            run = self.running[reader]
            piece = os.read(reader, 65536)
            run["data"] += piece
            if b'"passed": ["' in piece:
                run["limit"] = Limit(run["pid"], self.config["otherSeconds"])
                run["last"] = max(run["last"], time.monotonic() + self.config["otherSeconds"])
            if not piece:
                self.judge(reader, False)
        # What was just heard from may have ended in time, and only be read late.
        for reader in [r for r, run in self.running.items() if r not in ready and self.left(run) <= 0]:
            self.judge(reader, True)

    @staticmethod
    def left(run):
        """Seconds that a trial still has: by its own limit, and until the time of all trials is over."""
        return min(run["limit"].left(), run["last"] - time.monotonic())

    def judge(self, reader, late):
        run = self.running.pop(reader)
        end(run["pid"])
        os.close(reader)
        said = {}
        for line in run["data"].split(b"\n"):
            try:
                said.update(json.loads(line))
            except ValueError:
                pass
        fixed = said.get("passed") or []
        whole = bool(fixed) and not said.get("bad")
        if late:
            verdict = "timeout"
        elif "crash" in said or ("passed" not in said and "broke" not in said):
            verdict = "crash"
        elif not fixed:
            verdict = "fails"
        elif said.get("broke") is None:
            verdict = "crash"
        elif said["broke"]:
            verdict = "breaks"
        else:
            verdict = "plausible" if whole else "partial"
        if verdict == "plausible":
            self.first = run["at"] if self.first is None else min(self.first, run["at"])
        self.say({"e": "verdict", "id": run["id"], "verdict": verdict, "fixed": fixed, "broke": (said.get("broke") or [])[:5], "seconds": round(time.monotonic() - run["start"], 4)})


def drain(reader, ends):
    data = b""
    while True:
        ready, _, _ = select.select([reader], [], [], max(0.0, min(20.0, ends - time.monotonic())))
        piece = os.read(reader, 65536) if ready else b""
        if not piece:
            os.close(reader)
            return data
        data += piece


def end(child):
    """Kills a child with all that it started, and buries it."""
    for kill in (lambda: os.killpg(child, signal.SIGKILL), lambda: os.kill(child, signal.SIGKILL)):
        try:
            kill()
        except OSError:
            pass
    try:
        os.waitpid(child, 0)
    except OSError:
        pass


def quiet():
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.close(null)


def tell(writer, record):
    data = (json.dumps(record) + "\n").encode("ascii")
    while data:
        data = data[os.write(writer, data):]


def limit_memory(more):
    """An edit may make a list grow for ever. What is mapped now is kept, so that the interpreter itself never runs short."""
    try:
        with open("/proc/self/statm") as file:
            mapped = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + more, mapped + more))
    except (OSError, ValueError):
        pass


def repair():
    config, say = read_order()
    extend_path(config)
    code = 0
    if config["do"] == "observe":
        watch_deadline(config)
        code = observe(say, config)
        faulthandler.cancel_dump_traceback_later()
    elif config["do"] == "compare":
        Comparison(say, config).run()
    else:
        Trials(say, config).run()
    say({"e": "end", "code": code})
    sys.stdout.flush()
    os._exit(0)

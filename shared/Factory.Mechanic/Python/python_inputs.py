# Looks at edits that make the tests pass with inputs that no test has: the calls that the tests make of a changed function are recorded, their arguments
# varied, and what the function does with those is compared with and without the edit. Runs behind python_repair.py in one process inside the sandbox.
import copy
import hashlib
import itertools
import pickle
import random

CALLS_KEPT = 12
INPUTS_KEPT = 60
PER_CALL = 0.3
# Functions that the edits are in: each is looked at with each edit.
FUNCTIONS = 4


def outermost(path, line):
    """The function around a line as (class or None, name, first line), the outermost one; None where there is none."""
    with open(path, "rb") as file:
        tree = ast.parse(file.read())
    for node in tree.body:
        for holder, inner in [(None, node)] if not isinstance(node, ast.ClassDef) else [(node.name, n) for n in node.body]:
            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)) and inner.lineno <= line <= inner.end_lineno:
                return holder, inner.name
    return None


class Recorder:
    """Arguments of the calls of some functions, as bytes, by function; taken before the function can change them."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.calls = {}

    def __call__(self, frame, event, argument):
        if event != "call":
            return
        code = frame.f_code
        for key in self.wanted.get((code.co_filename, code.co_name), ()):
            # Two classes may have a method of one name: in Python 3.11 and later the code knows whose it is.
            if getattr(code, "co_qualname", "") not in ("", ".".join(p for p in key[1:] if p)):
                continue
            kept = self.calls.setdefault(key, [])
            if len(kept) >= CALLS_KEPT or code.co_flags & 0x0c:
                return
            names = code.co_varnames[:code.co_argcount + code.co_kwonlyargcount]
            # A test's own kind of number or text (it sleeps, it counts) says nothing about plain ones.
            if any(isinstance(frame.f_locals.get(n), (int, float, str, list, dict)) and type(frame.f_locals[n]).__module__ != "builtins" for n in names):
                return
            try:
                data = pickle.dumps([(name, frame.f_locals[name]) for name in names])
            except BaseException:
                return
            if len(data) < 20000 and data not in kept:
                kept.append(data)


def varied(value, chance):
    """Values like one: the neighbours of a number, a text or a list a little shorter, longer, or the other way round."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1, 0, -value, value * 2 + 1, chance.randint(-20, 20)]
    if isinstance(value, float):
        return [value + 0.5, -value, 0.0, value * 3]
    if isinstance(value, str):
        half = len(value) // 2
        return ["", value + value[-1:], value[:half], value[::-1], value.upper(), " " + value, value[:half] + chance.choice("a1 ,-Z") + value[half:]]
    if isinstance(value, (list, tuple)):
        kind = type(value)
        items = list(value)
        found = [items[1:], items[:-1], items + items[:1], items[::-1], []]
        if items:
            at = chance.randrange(len(items))
            found += [items[:at] + [other] + items[at + 1:] for other in varied(items[at], chance)[:3]]
        return [kind(f) for f in found] if kind in (list, tuple) else []
    if type(value) is dict:
        keys = list(value)
        found = [{}, {k: value[k] for k in keys[1:]}]
        if keys:
            found += [{**value, keys[0]: other} for other in varied(value[keys[0]], chance)[:3]]
        return found
    if value is None or callable(value):
        return []
    fields = getattr(value, "__dict__", None)
    found = []
    for name in list(fields or ())[:6]:
        for other in varied(fields[name], chance)[:2]:
            try:
                twin = copy.deepcopy(value)
                setattr(twin, name, other)
                found.append(twin)
            except BaseException:
                pass
    return found


def inputs_like(calls, seed):
    """Varied arguments, as bytes: one argument of a recorded call is another."""
    chance = random.Random(seed)
    kept, seen = [], set(calls)
    pools = []
    for data in calls:
        try:
            arguments = pickle.loads(data)
        except BaseException:
            continue
        pool = []
        for at, (name, value) in enumerate(arguments):
            for other in varied(value, chance):
                try:
                    pool.append(pickle.dumps([*arguments[:at], (name, other), *arguments[at + 1:]]))
                except BaseException:
                    pass
        chance.shuffle(pool)
        pools.append(pool)
    # One of each call in turn, so that a call with many arguments does not take all places.
    for data in itertools.chain.from_iterable(itertools.zip_longest(*pools)):
        if data is not None and data not in seen and len(kept) < INPUTS_KEPT:
            seen.add(data)
            kept.append(data)
    return kept


def shown(value, depth=0):
    """A value as text that two processes agree on: no addresses, sets in order, generators run for a while."""
    if depth > 4:
        return "..."
    if isinstance(value, (str, bytes, int, float, complex, bool, type(None))):
        return repr(value)
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(shown(v, depth + 1) for v in value)) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join("%s: %s" % (shown(k, depth + 1), shown(v, depth + 1)) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + "(" + ", ".join(shown(v, depth + 1) for v in value) + ")"
    if inspect.isgenerator(value):
        return "yields " + shown(list(itertools.islice(value, 200)), depth + 1)
    if inspect.iscoroutine(value):
        return "awaits " + shown(asyncio.run(value), depth + 1)
    fields = getattr(value, "__dict__", None)
    return type(value).__name__ + (shown(fields, depth + 1) if fields else "")


def behaviour(results):
    """Two edits with the same one did the same with all inputs; empty where there was none. Which error it is does not matter to most."""
    plain = [[[given if how == "gives" else "" for how, given in group] for group in groups] for groups in results]
    return hashlib.sha256(repr(plain).encode("utf-8", "replace")).hexdigest()[:16] if any(group for groups in plain for group in groups) else ""


class Comparison:
    def __init__(self, say, config):
        self.say = say
        self.config = config
        self.trials = Trials(say, config)
        self.root = self.trials.root
        self.ends = time.monotonic() + config["seconds"]
        self.known = {}

    def run(self):
        self.trials.warm_up()
        targets = {}
        for edit in self.config["edits"]:
            full = os.path.join(self.root, edit["path"])
            place = outermost(full, edit["line"])
            if place is not None:
                targets[edit["id"]] = (full, *place)
        wanted = {}
        for full, holder, name in set(targets.values()):
            wanted.setdefault((full, name), []).append((full, holder, name))
        calls = self.child({}, lambda: self.record(wanted)) or {}
        compared = []
        keys = sorted({key for key in targets.values()}, key=str)[:FUNCTIONS]
        for key in keys:
            failing, passing = calls.get("failing", {}).get(key, []), calls.get("passing", {}).get(key, [])
            made = self.child({}, lambda: (inputs_like(passing, self.config["seed"]), inputs_like(failing, self.config["seed"]))) or ([], [])
            self.known[key] = (made, self.child({}, lambda: [self.results(key, m) for m in made]))
        for edit in self.config["edits"]:
            key = targets.get(edit["id"])
            if key not in self.known or time.monotonic() >= self.ends:
                continue
            before = self.known[key][1]
            try:
                codes = self.trials.compile_edit(edit)
            except (OSError, SyntaxError, ValueError):
                continue
            # All functions, so that edits of different ones can be told to do the same; their own first.
            after = self.child(codes, lambda: {k: [self.results(k, m) for m in self.known[k][0]] for k in [key, *(k for k in keys if k != key)]})
            if before is None or after is None:
                continue
            # What changes nothing that can be seen here is not known to do the same as another.
            done, undone = behaviour([after[k] for k in keys]), behaviour([self.known[k][1] or [] for k in keys])
            compared.append({"e": "compared", "id": edit["id"], **self.judged(before, after[key]), "behaviour": "" if done == undone else done})
        # All of them or none: how many were looked at before the time was over is up to the machine, and must not decide.
        if time.monotonic() < self.ends:
            for record in compared:
                self.say(record)

    @staticmethod
    def judged(before, after):
        def share(pairs, which):
            return round(sum(map(which, pairs)) / len(pairs), 4) if pairs else 0.0

        like_passing = [(b, a) for b, a in zip(before[0], after[0]) if b[0] == "gives"]
        like_failing = list(zip(before[1], after[1]))
        both = [(b, a) for b, a in like_passing + like_failing if b[0] == "gives"]
        given = [a for _, a in like_passing + like_failing]
        constant = len(given) >= 6 and len(set(given)) == 1 and len({b for b, _ in like_passing + like_failing}) > 2
        return {
            "inputs": len(given), "passing": share(like_passing, lambda p: p[0] != p[1]), "failing": share(like_failing, lambda p: p[0] != p[1]),
            "raises": share(both, lambda p: p[1][0] != "gives"), "constant": constant,
        }

    def record(self, wanted):
        """Calls by function, of the failing and of the passing tests."""
        found = {}
        for group, names in (("failing", self.config["failing"]), ("passing", self.config["others"][:300])):
            recorder = Recorder(wanted)
            tests = Tests(self.config)
            tests.load()
            sys.setprofile(recorder)
            try:
                tests.run(names, self.config["perTest"], False)
            finally:
                sys.setprofile(None)
            found[group] = recorder.calls
        return found

    def results(self, key, made):
        """What the function does with each of the inputs: gives, raises, or takes too long."""
        full, holder, name = key
        module = next((m for m in list(sys.modules.values()) if os.path.abspath(getattr(m, "__file__", None) or "") == full), None)
        if module is None:
            Tests(self.config).load()
            module = next((m for m in list(sys.modules.values()) if os.path.abspath(getattr(m, "__file__", None) or "") == full), None)
        found = []
        signal.signal(signal.SIGALRM, alarm)
        signal.signal(signal.SIGPROF, alarm)
        for data in made:
            try:
                # Within the try: what an input is made of may need the module, and may not fit it.
                arguments = dict(pickle.loads(data))
                function = getattr(getattr(module, holder), name) if holder else getattr(module, name)
                if holder and arguments and next(iter(arguments)) in ("self", "cls"):
                    first = arguments.pop(next(iter(arguments)))
                    function = getattr(first, name)
                    owner = first
                else:
                    owner = None
                # Time of the processor, which a busy machine does not shorten; and of the clock, for what only waits.
                signal.setitimer(signal.ITIMER_PROF, PER_CALL)
                signal.setitimer(signal.ITIMER_REAL, 10 * PER_CALL)
                given = shown(function(**arguments))
                found.append(("gives", given[:2000] + " | " + shown(list(arguments.values()))[:2000] + " | " + (shown(owner)[:2000] if owner is not None else "")))
            except TestTimeout:
                found.append(("late", ""))
            except BaseException as error:
                found.append(("raises", type(error).__name__))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.setitimer(signal.ITIMER_PROF, 0)
        return found

    def child(self, codes, work):
        """The result of some work in a fork with some files edited; None where it failed or took too long."""
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reader)
                os.setsid()
                quiet()
                limit_memory(self.config.get("memory") or 1 << 30)
                self.trials.overlay.edited.update(codes)
                Tests(self.config).load()
                data = pickle.dumps(work())
                while data:
                    data = data[os.write(writer, data):]
            except BaseException:
                pass
            finally:
                os._exit(0)
        os.close(writer)
        data = drain(reader, min(self.ends, time.monotonic() + 20))
        end(child)
        try:
            # Written by our own child, whose code is the repository's: read as plain data only.
            return Plain(io.BytesIO(data)).load()
        except Exception:
            return None


class Plain(pickle.Unpickler):
    """Reads what is made of lists, texts and bytes, and nothing else."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError("%s.%s is no plain data" % (module, name))

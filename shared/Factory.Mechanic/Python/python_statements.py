# Edits of whole statements: what is missing, too many, or stands in the wrong place. Runs between python_tests.py and python_edits.py in one process.
import builtins
import difflib
import re

PLAIN = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return, ast.Raise, ast.Delete, ast.Break, ast.Continue)
LEAVES = (ast.Return, ast.Raise, ast.Break, ast.Continue)
EXCEPTIONS = {
    "KeyError": ["IndexError", "LookupError", "AttributeError"], "IndexError": ["KeyError", "LookupError"], "ValueError": ["TypeError", "KeyError"], "TypeError": ["ValueError", "AttributeError"],
    "AttributeError": ["TypeError", "KeyError"], "OSError": ["IOError"], "StopIteration": ["IndexError"], "ZeroDivisionError": ["ValueError"], "LookupError": ["KeyError"],
}
INVERSE = {ast.Add: "-=", ast.Sub: "+="}
POINTS = 60
DONORS = 24


class Statements:
    """What Edits knows about statements; the other half of that class has what it knows about expressions."""

    def white(self, statement):
        """The indentation of a statement that begins its line; None where something stands before it."""
        at = self.source.at(statement.lineno, 0)
        white = self.source.data[at:at + statement.col_offset].decode("utf-8", "replace")
        if white.strip() or self.source.data[at + statement.col_offset:].startswith(b"elif") and isinstance(statement, ast.If):
            return None
        return white

    def first_line(self, statement):
        return min([statement.lineno, *[d.lineno for d in getattr(statement, "decorator_list", [])]])

    def deeper(self, white):
        return "\t" if "\t" in white else "    "

    def insert_before(self, statement, kind, prior, text, what=None):
        white = self.white(statement)
        if white is None:
            return
        at = self.source.at(self.first_line(statement), 0)
        self.add(statement, kind, prior, what or "with " + short(text), (at, at, self.lines_of(white, text)))

    def insert_after(self, statement, kind, prior, text, what=None, white=None):
        own = self.white(statement)
        if own is None and white is None:
            return
        end = self.source.span(statement)[1]
        rest = self.source.data[end:]
        stop = end + (re.search(rb"\r\n|\r|\n|\Z", rest).start())
        if self.source.data[end:stop].strip() and not self.source.data[end:stop].strip().startswith(b"#"):
            return
        text = self.lines_of(white if white is not None else own, text)
        self.add(statement, kind, prior, what or "with " + short(text), (stop, stop, self.newline + text[:-len(self.newline)]))

    def lines_of(self, white, text):
        return "".join(white + line.replace("\t", self.deeper(white)) + self.newline for line in text.split("\n"))

    def remove(self, statement, kind, prior, body):
        if self.white(statement) is None:
            return
        start, end = self.source.at(self.first_line(statement), 0), self.source.span(statement)[1]
        stop = end + re.search(rb"\r\n|\r|\n|\Z", self.source.data[end:]).end()
        if self.source.data[end:stop].strip():
            return
        what = "without " + short(self.source.text(statement))
        if len(body) == 1:
            self.add(statement, kind, prior, what, (*self.source.span(statement), "pass"))
        else:
            self.add(statement, kind, prior, what, (start, stop, ""))

    # -- all that may be done with a statement

    def whole_statement(self, node, body, index):
        if self.function is None:
            return
        self.removed(node, body, index)
        self.reordered(node, body, index)
        self.guards(node, body, index)
        self.kept_or_given(node, body, index)
        self.resets(node, body, index)
        self.donors(node, body, index)
        self.completed(node, body, index)
        if isinstance(node, ast.If):
            self.branches(node, body, index)
        if isinstance(node, ast.Assign):
            self.initials(node, body, index)
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            self.aliases(node)
        if isinstance(node, ast.Try):
            self.exceptions(node)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
            for other in EXCEPTIONS.get(node.exc.func.id, []):
                self.replace(node.exc.func, "exception", 0.2, other)
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self.loops(node)
            self.part_of_iterated(node)

    def removed(self, node, body, index):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        twin = any(ast.dump(node) == ast.dump(other) for other in body[max(0, index - 2):index])
        if twin:
            self.remove(node, "duplicated-statement", 0.6, body)
        elif isinstance(node, (ast.Expr, ast.AugAssign, ast.Break, ast.Continue)) or (isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name)):
            self.remove(node, "removed-statement", 0.12, body)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in self.function.bound_twice:
            self.remove(node, "removed-statement", 0.12, body)
        elif isinstance(node, ast.If) and not node.orelse and len(node.body) == 1 and isinstance(node.body[0], LEAVES):
            self.remove(node, "removed-guard", 0.08, body)

    def reordered(self, node, body, index):
        """The statement and the one behind it, the other way round."""
        if index + 1 >= len(body):
            return
        after = body[index + 1]
        allowed = PLAIN + (ast.If, ast.For, ast.While)
        if not isinstance(node, allowed) or not isinstance(after, allowed) or isinstance(node, LEAVES) or self.white(node) is None or self.white(after) is None:
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        # An order matters where one writes what the other reads.
        if not (touched(node) & touched(after)):
            return
        plain = isinstance(node, PLAIN) and isinstance(after, PLAIN)
        first, second = self.source.span(node), self.source.span(after)
        if self.source.at(after.lineno, 0) < first[1]:
            return
        prior = 0.3 if plain or isinstance(after, ast.If) or isinstance(node, ast.If) else 0.15
        if isinstance(after, ast.Return):
            prior = 0.05
        self.add(node, "statement-order", prior, "%s behind %s" % (short(self.source.text(node)), short(self.source.text(after))),
                 (*first, self.source.text(after)), (*second, self.source.text(node)))

    # -- guards

    def results(self):
        """What a guard may give back, the likeliest first: as other returns of the function, or as what it makes."""
        found = []
        returns = [n for n in ast.walk(self.function.node) if isinstance(n, ast.Return)]
        for node in returns:
            if node.value is None:
                found.append("return")
            elif isinstance(node.value, (ast.Constant, ast.Name)) or (isinstance(node.value, (ast.List, ast.Tuple, ast.Dict)) and not ast.dump(node.value).count("Name(")):
                if not isinstance(node.value, ast.Name) or node.value.id in self.function.arguments:
                    found.append("return " + self.source.text(node.value))
        kinds = [n.value for n in returns if n.value is not None]
        if any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in ast.walk(self.function.node)):
            return ["return"]
        for value in kinds:
            if isinstance(value, ast.BinOp) and not is_text(value):
                found += ["return 0", "return 1", "return None"]
            elif isinstance(value, (ast.List, ast.ListComp)):
                found.append("return []")
            elif isinstance(value, (ast.Dict, ast.DictComp)):
                found.append("return {}")
            elif is_text(value):
                found += ["return ''", "return None"]
            elif isinstance(value, (ast.Compare, ast.BoolOp)):
                found += ["return False", "return True"]
            elif isinstance(value, ast.Name):
                made = self.function.made.get(value.id)
                found += ["return " + made] if made else []
        if not kinds:
            found.append("return")
        found += ["return None", "return 0", "return []", "return False"] if kinds else []
        return list(dict.fromkeys(found))[:5]

    def guards(self, node, body, index):
        start = body is self.function.node.body and (index == 0 or (index == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        names = [n for n in self.function.used(node) if n not in ("self", "cls")]
        if start:
            names = list(dict.fromkeys([a for a in self.function.arguments if a not in ("self", "cls") and a in self.function.read][:3] + names))
        tests = []
        for name in names[:3]:
            tests += [("not " + name, 1.0), (name + " is None", 0.6)]
            if name in self.function.numeric:
                tests += [(name + " == 0", 0.6), (name + " <= 1", 0.5), (name + " < 0", 0.5), (name + " <= 0", 0.4)]
        base = 0.2 if start else 0.12
        # A function that calls itself and has no way out needs one.
        if start and self.function.node.name in self.function.called_anyhow and not self.function.has_early_return:
            base = 0.5
        if not isinstance(node, (ast.Break, ast.Continue)):
            for test, likely in tests:
                for rank, result in enumerate(self.results() if body is self.function.node.body or isinstance(node, (ast.Return, ast.Assign)) else self.results()[:2]):
                    self.insert_before(node, "missing-guard", base * likely * (1 - 0.15 * rank), "if %s:\n\t%s" % (test, result))
                for result, known in self.told_results() if test.startswith("not ") or test.endswith(" is None") else []:
                    self.insert_before(node, "missing-guard", base * likely * known, "if %s:\n\t%s" % (test, result))
            if self.loop_depth > 0:
                for test, likely in tests:
                    self.insert_before(node, "missing-guard", 0.1 * likely, "if %s:\n\tcontinue" % test)
        self.wrapped(node, names)

    def wrapped(self, node, names):
        """The statement only where a condition holds: what it indexes is there, what it uses is something."""
        if not isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign)) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            return
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id not in self.function.bound_twice:
            return
        tests = []
        for inner in ast.walk(node):
            if isinstance(inner, ast.Subscript) and not isinstance(inner.slice, (ast.Slice, ast.Constant, ast.Tuple)):
                holder, key = self.source.text(inner.value), self.source.text(inner.slice)
                tests += [("%s < len(%s)" % (key, holder), 0.3), ("%s in %s" % (key, holder), 0.2)]
        for name in names[:3]:
            tests += [(name, 0.12), (name + " is not None", 0.12)]
        for call in [n for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in ("append", "add") and len(n.args) == 1]:
            if isinstance(call.args[0], ast.Name):
                tests.append(("%s not in %s" % (call.args[0].id, self.source.text(call.func.value)), 0.2))
        for test, prior in tests:
            self.wrap(node, test, prior)

    def wrap(self, node, test, prior, kind="missing-guard"):
        white = self.white(node)
        if white is None or any(isinstance(n, ast.Constant) and isinstance(n.value, (str, bytes)) and n.end_lineno > n.lineno for n in ast.walk(node)):
            return
        start, end = self.source.at(node.lineno, 0), self.source.span(node)[1]
        inner = self.source.data[start:end].decode("utf-8").splitlines(keepends=True)
        text = "%sif %s:%s" % (white, test, self.newline) + "".join(self.deeper(white) + line for line in inner)
        self.add(node, kind, prior, "only if " + test, (start, end, text))

    # -- pieces from elsewhere

    def donors(self, node, body, index):
        """Statements of the same file that may be missing here as well, with the names that are known here."""
        if self.points >= POINTS or not self.covered(node):
            return
        self.points += 1
        ends = index == len(body) - 1 and not isinstance(node, LEAVES)
        for donor, prior in self.function.donors(self):
            if donor is node:
                continue
            for text, near in self.renamed(donor):
                leaves = isinstance(donor, LEAVES)
                if not leaves:
                    self.insert_before(node, "missing-statement", prior * near, text)
                if ends:
                    self.insert_after(node, "missing-statement", prior * near * (1.2 if leaves else 1.0), text)
        for text, prior in self.updates(node, body):
            if ends:
                self.insert_after(node, "missing-statement", prior, text)
            self.insert_before(node, "missing-statement", prior * 0.7, text)

    def renamed(self, donor):
        """The donor's text with names that are in scope here; what cannot be named here is left out."""
        text = textwrap_dedent(self.source, donor)
        if text is None:
            return
        stored = {n.id for n in ast.walk(donor) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        read = {n.id for n in ast.walk(donor) if isinstance(n, ast.Name)} - stored
        strange = sorted(n for n in read if n not in self.function.names and n not in self.globals)
        if "self" in strange and self.function.first != "self":
            return
        if not strange:
            yield text, 1.0
            call = donor.value if isinstance(donor, ast.Expr) and isinstance(donor.value, ast.Call) else None
            if call is not None and len(call.args) == 1 and isinstance(call.args[0], ast.Name) and not call.keywords:
                for name in [n for n in self.function.names if n not in ("self", "cls", call.args[0].id)][:5]:
                    yield re.sub(r"\(\s*%s\s*\)$" % re.escape(call.args[0].id), "(%s)" % name, text), 0.6
            if isinstance(donor, ast.AugAssign) and type(donor.op) in INVERSE:
                yield re.sub(r"[+-]=", INVERSE[type(donor.op)], text, count=1), 0.9
            return
        if len(strange) > 2:
            return
        for name in self.function.arguments[:4] + [n for n in self.function.names if n not in self.function.arguments][:4]:
            if name in ("self", "cls"):
                continue
            changed = re.sub(r"\b%s\b" % re.escape(strange[0]), name, text)
            if len(strange) == 2:
                others = [n for n in self.function.names if n not in (name, "self", "cls")][:2]
                for other in others:
                    yield re.sub(r"\b%s\b" % re.escape(strange[1]), other, changed), 0.4
            else:
                yield changed, 0.5 + 0.4 * similarity(strange[0], name)

    def updates(self, node, body):
        """Updates that the function seems to want: a set that is asked and never filled, a counter that a loop waits for."""
        for name in sorted(self.function.asked - self.function.filled):
            for item in [n for n in self.function.used(node) if n != name and n not in ("self", "cls")][:3]:
                yield "%s.add(%s)" % (name, item) if self.function.made.get(name) == "set()" else "%s.append(%s)" % (name, item), 0.5
        for name in sorted(n for n, made in self.function.made.items() if made in ("[]", "set()") and n not in self.function.grown and n in self.function.filled)[:2]:
            for item in [n for n in self.function.used(node) if n != name and n not in ("self", "cls")][:3]:
                yield "%s.%s(%s)" % (name, "append" if self.function.made[name] == "[]" else "add", item), 0.3
        if self.loop_depth > 0:
            yield from self.kept_by_loop(node, body)
        if self.while_test is not None:
            for name in sorted({n.id for n in ast.walk(self.while_test) if isinstance(n, ast.Name)} & set(self.function.names))[:3]:
                stored = any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for s in body for n in ast.walk(s))
                yield name + " += 1", 0.1 if stored else 0.35
                if not stored:
                    yield name + " -= 1", 0.15

    def completed(self, node, body, index):
        """A return at the end that is missing, a name that should be a field."""
        function = self.function.node
        if index == len(body) - 1 and body is function.body and not isinstance(node, LEAVES):
            seen = []
            for inner in ast.walk(function):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    seen.append(self.source.text(inner.value))
            stored = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
            for value in dict.fromkeys(seen):
                self.insert_after(node, "missing-return", 0.35, "return " + value)
            for value in list(dict.fromkeys(reversed(stored)))[:3]:
                self.insert_after(node, "missing-return", 0.25 if not seen else 0.15, "return " + value)
            if self.function.first == "self":
                self.insert_after(node, "missing-return", 0.06, "return self")
        elif index == len(body) - 1 and not isinstance(node, LEAVES) and isinstance(function.body[-1], ast.Return) and function.body[-1].value is not None:
            names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
            for value in dict.fromkeys([*names, self.source.text(function.body[-1].value)]):
                self.insert_after(node, "missing-return", 0.15, "return " + value)
            if self.loop_depth > 0:
                self.insert_after(node, "loop-control", 0.15, "break")
                self.insert_after(node, "loop-control", 0.1, "continue")
        elif index == len(body) - 1 and self.loop_depth > 0 and not isinstance(node, LEAVES):
            self.insert_after(node, "loop-control", 0.12, "break")
            self.insert_after(node, "loop-control", 0.1, "continue")
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id in self.own_fields():
                self.replace(target, "variable", 0.35, "%s.%s" % (self.self_name(), target.id))

    # -- branches, loops, handlers

    def branches(self, node, body, index):
        after = body[index + 1] if index + 1 < len(body) else None
        start = self.source.span(node)[0]
        before = body[index - 1] if index else None
        keyword = self.source.data[start:start + 2]
        if keyword == b"if" and isinstance(before, ast.If) and not ends_with_else(before):
            self.add(node, "missing-else", 0.3, "elif instead of if", (start, start + 2, "elif"))
        if keyword == b"el":
            self.add(node, "missing-else", 0.15, "if instead of elif", (start, start + 4, "if"))
        if after is not None and not node.orelse and self.white(after) is not None and not isinstance(node.body[-1], LEAVES):
            self.into_else(node, after)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            other = node.orelse[0]
            self.add(node, "statement-order", 0.25, "the second condition before the first",
                     (*self.source.span(node.test), self.source.text(other.test)), (*self.source.span(other.test), self.source.text(node.test)),
                     (*self.block_span(node.body), self.block_text(other.body)), (*self.block_span(other.body), self.block_text(node.body)))
        elif node.orelse and node.body[0].lineno > node.lineno:
            self.add(node, "swapped-branches", 0.15, "the branches swapped", (*self.block_span(node.body), self.block_text(node.orelse)), (*self.block_span(node.orelse), self.block_text(node.body)))
        # The condition is not wanted at all, or the whole statement is not.
        if not node.orelse and self.white(node) is not None and node.body[0].lineno > node.lineno and keyword == b"if":
            by = node.body[0].col_offset - node.col_offset
            first, last = self.source.at(node.body[0].lineno, 0), self.source.span(node)[1]
            lines = self.source.data[first:last].splitlines(keepends=True)
            if by > 0:
                moved = b"".join(l[by:] if not l[:by].strip() else l for l in lines)
                self.add(node, "dropped-condition", 0.12, "always, not only if " + short(self.source.text(node.test)), (self.source.at(node.lineno, 0), last, moved.decode("utf-8")))

    def block_span(self, body):
        return self.source.span(body[0])[0], self.source.span(body[-1])[1]

    def block_text(self, body):
        start, end = self.block_span(body)
        return self.source.data[start:end].decode("utf-8")

    def into_else(self, node, after):
        white = self.white(after)
        if any(isinstance(n, ast.Constant) and isinstance(n.value, (str, bytes)) and n.end_lineno > n.lineno for n in ast.walk(after)):
            return
        start, end = self.source.at(after.lineno, 0), self.source.span(after)[1]
        inner = self.source.data[start:end].decode("utf-8").splitlines(keepends=True)
        text = "%selse:%s" % (white, self.newline) + "".join(self.deeper(white) + line for line in inner)
        assigned = {n.id for s in node.body for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        again = any(isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id in assigned for n in ast.walk(after))
        if not isinstance(after, (ast.FunctionDef, ast.ClassDef)):
            self.add(after, "missing-else", 0.4 if again else 0.15, "else: " + short(self.source.text(after)), (start, end, text))

    def initials(self, node, body, index):
        """Other values to start from, each of several that are set together, too."""
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for name, part in zip(target.elts, value.elts):
                self.initial(name, part, body, index, 0.7)
        else:
            self.initial(target, value, body, index, 1.0)

    def initial(self, target, value, body, index, weight):
        """Another value to start from: of the kind that loops and sums start from."""
        if not isinstance(target, (ast.Name, ast.Attribute)) or not isinstance(value, (ast.Constant, ast.List, ast.Dict, ast.Call, ast.UnaryOp, ast.Set, ast.Tuple)):
            return
        text = self.source.text(value)
        if text not in ("0", "1", "None", "''", '""', "[]", "{}", "set()", "0.0", "1.0", "-1", "True", "False", "()", "dict()", "list()"):
            return
        others = {"0": ["1", "None", "-1", 'float("-inf")', 'float("inf")'], "1": ["0", "None", "2"], "None": ["0", "[]", "{}", "''", "False"], "[]": ["{}", "set()", "None"], "{}": ["[]", "set()", "None"]}
        for rank, other in enumerate(others.get(text, ["0", "1", "None", "[]", "{}"])):
            self.replace(value, "initial-value", weight * (0.35 - 0.03 * rank), other)
        for follows in body[index + 1:index + 3]:
            if isinstance(follows, ast.For) and isinstance(follows.iter, (ast.Name, ast.Attribute)):
                self.replace(value, "initial-value", weight * 0.35, self.source.text(follows.iter) + "[0]")

    def aliases(self, node):
        """A copy, where one thing under two names is changed by both."""
        if not isinstance(node.value, (ast.Name, ast.Attribute)):
            return
        text = self.source.text(node.value)
        for copied, prior in (("list(%s)", 0.15), ("dict(%s)", 0.1), ("%s.copy()", 0.12), ("set(%s)", 0.06)):
            changed = isinstance(node.targets[0], ast.Name) and node.targets[0].id in self.function.filled
            self.replace(node.value, "copy", prior * (3 if changed else 1), copied % text)

    def exceptions(self, node):
        for handler in node.handlers:
            kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type] if handler.type is not None else []
            for kind in kinds:
                if isinstance(kind, ast.Name):
                    for rank, other in enumerate(EXCEPTIONS.get(kind.id, [])):
                        self.replace(kind, "exception", 0.4 - 0.1 * rank, other)
                    if not isinstance(handler.type, ast.Tuple):
                        for other in EXCEPTIONS.get(kind.id, [])[:2]:
                            self.replace(kind, "exception", 0.25, "(%s, %s)" % (kind.id, other))

    def loops(self, node):
        text = self.source.text(node.iter)
        if isinstance(node.iter, (ast.Name, ast.Attribute)):
            self.replace(node.iter, "null-check", 0.15, text + " or []")
            self.replace(node.iter, "copy", 0.15, "list(%s)" % text)
            self.replace(node.iter, "order", 0.08, "reversed(%s)" % text)
            self.replace(node.iter, "order", 0.08, "sorted(%s)" % text)
            self.replace(node.iter, "slice", 0.12, text + "[1:]")
            self.replace(node.iter, "slice", 0.12, text + "[:-1]")
            if isinstance(node.target, ast.Tuple) and len(node.target.elts) == 2:
                self.replace(node.iter, "missing-call", 0.3, text + ".items()")
                self.replace(node.iter, "missing-call", 0.2, "enumerate(%s)" % text)


def is_text(node):
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)) or (
        isinstance(node, ast.BinOp) and (is_text(node.left) or is_text(node.right))) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "strip", "lower", "upper", "format", "replace"))


def touched(node):
    """Names and fields that a statement reads or writes."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id != "self"} | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def ends_with_else(node):
    while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        node = node.orelse[0]
    return bool(node.orelse)


def textwrap_dedent(source, statement):
    """A statement's lines as they would stand without indentation, tabs standing for levels; None where they are many or hold text of several lines."""
    if statement.end_lineno - statement.lineno > 3:
        return None
    if any(isinstance(n, ast.Constant) and isinstance(n.value, (str, bytes)) and n.end_lineno > n.lineno for n in ast.walk(statement)):
        return None
    lines = source.text(statement).splitlines()
    if lines[0].startswith("elif"):
        return None
    by = statement.col_offset
    return "\n".join([lines[0], *[(l[by:] if not l[:by].strip() else l.lstrip()) for l in lines[1:]]])

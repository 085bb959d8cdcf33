# Small edits of a Python file in order of likelihood, from its syntax tree: each names the exact bytes that it replaces, so that everything else of the
# file (line endings, indentation, comments) stays as it was. Runs behind python_tests.py in one process; that file's imports are there.
BOUNDARY = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in"}
COMPARE_SWAPS = {
    "<": [("<=", 1.0), (">", 0.5), (">=", 0.4), ("==", 0.12), ("!=", 0.12)],
    "<=": [("<", 1.0), (">=", 0.5), (">", 0.4), ("==", 0.12), ("!=", 0.1)],
    ">": [(">=", 1.0), ("<", 0.5), ("<=", 0.4), ("==", 0.12), ("!=", 0.12)],
    ">=": [(">", 1.0), ("<=", 0.5), ("<", 0.4), ("==", 0.12), ("!=", 0.1)],
    "==": [("!=", 0.7), (">=", 0.3), ("<=", 0.3), (">", 0.15), ("<", 0.15), ("is", 0.05)],
    "!=": [("==", 0.7), (">", 0.25), ("<", 0.25), (">=", 0.1), ("<=", 0.1)],
    "is": [("is not", 0.7), ("==", 0.3)],
    "is not": [("is", 0.7), ("!=", 0.3)],
    "in": [("not in", 0.7)],
    "not in": [("in", 0.7)],
}
BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.MatMult: "@",
}
BINARY_SWAPS = {
    "+": [("-", 0.5), ("*", 0.25)],
    "-": [("+", 0.5), ("/", 0.1), ("%", 0.1)],
    "*": [("/", 0.4), ("+", 0.35), ("**", 0.25), ("//", 0.2), ("-", 0.1)],
    "/": [("//", 0.6), ("*", 0.45), ("%", 0.15), ("-", 0.1)],
    "//": [("/", 0.55), ("%", 0.45), ("*", 0.25)],
    "%": [("//", 0.45), ("/", 0.3), ("*", 0.15)],
    "**": [("*", 0.5)],
    "&": [("|", 0.5), ("^", 0.3)],
    "|": [("&", 0.5), ("^", 0.3)],
    "^": [("&", 0.4), ("|", 0.4)],
    "<<": [(">>", 0.5)],
    ">>": [("<<", 0.5)],
}
NAME_SWAPS = {
    "min": ["max"], "max": ["min"], "any": ["all"], "all": ["any"], "floor": ["ceil", "round"], "ceil": ["floor", "round"], "round": ["int"], "int": ["round", "float"],
    "upper": ["lower"], "lower": ["upper"], "startswith": ["endswith"], "endswith": ["startswith"], "lstrip": ["rstrip", "strip"], "rstrip": ["lstrip", "strip"],
    "strip": ["lstrip", "rstrip"], "find": ["rfind"], "rfind": ["find"], "index": ["rindex", "find"], "split": ["rsplit"], "rsplit": ["split"], "keys": ["values", "items"],
    "values": ["keys", "items"], "items": ["values", "keys"], "append": ["extend", "appendleft", "add"], "extend": ["append", "extendleft"], "update": ["add"], "add": ["remove", "discard", "update"],
    "remove": ["add", "discard", "pop"], "discard": ["add"], "union": ["intersection", "difference"], "intersection": ["union", "difference"],
    "difference": ["intersection", "union", "symmetric_difference"], "isalpha": ["isalnum", "isdigit"], "isdigit": ["isalpha", "isalnum", "isdecimal"], "isalnum": ["isalpha"],
    "partition": ["rpartition"], "rpartition": ["partition"], "title": ["capitalize"], "capitalize": ["title"], "popleft": ["pop"], "appendleft": ["append"],
    "bisect_left": ["bisect_right"], "bisect_right": ["bisect_left"], "bisect": ["bisect_left"], "seconds": ["total_seconds()"], "list": ["set", "tuple"], "set": ["list"],
    "ljust": ["rjust"], "rjust": ["ljust"], "heappush": ["heappop"], "lower_bound": ["upper_bound"], "sub": ["subn"], "match": ["search", "fullmatch"], "search": ["match"],
    "pop": ["popleft"], "extendleft": ["extend"], "islower": ["isupper"], "isupper": ["islower"], "removeprefix": ["removesuffix"], "removesuffix": ["removeprefix"], "rindex": ["index"],
    "casefold": ["lower"], "nlargest": ["nsmallest"], "nsmallest": ["nlargest"], "insort_left": ["insort_right"], "insort_right": ["insort_left"], "trunc": ["floor", "round"], "sum": ["len"],
    "issubset": ["issuperset", "isdisjoint"], "issuperset": ["issubset"], "isdisjoint": ["issubset"], "sorted": ["reversed", "list"], "reversed": ["sorted", "list"], "setdefault": ["get"],
    "intersection_update": ["difference_update", "update"], "difference_update": ["intersection_update"], "isnumeric": ["isdigit"], "isspace": ["isalpha"], "isoweekday": ["weekday"],
    "weekday": ["isoweekday"], "heappop": ["heappush"], "subn": ["sub"], "fullmatch": ["match"], "findall": ["search"], "tuple": ["list"],
}
SIMPLE = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant)
ARITHMETIC = SIMPLE + (ast.BinOp, ast.UnaryOp)
EXCEPTIONS_OF_MISSING = ("KeyError", "IndexError")


def declared(data):
    """The text of a file that says that it is written in an encoding of one byte a character; None for UTF-8, and for what we cannot edit."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    if data.isascii() or encoding in ("utf-8", "utf-8-sig"):
        return None
    text = data.decode(encoding)
    return text if len(text) == len(data) else None


class Source:
    """A file's bytes with the positions of its syntax nodes as offsets; in UTF-8, whatever the file is written in."""

    def __init__(self, path, data):
        self.path = path
        text = declared(data)
        self.is_utf8 = text is None
        self.data = data = data if text is None else text.encode("utf-8")
        self.skip = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        data[self.skip:].decode("utf-8")
        self.tree = ast.parse(data if text is None else text, path)
        self.starts = [self.skip]
        for end in re.finditer(rb"\r\n|\r|\n", data):
            self.starts.append(end.end())
        # Where another encoding has no byte of its own.
        self.continued = [] if self.is_utf8 else [m.start() for m in re.finditer(rb"[\x80-\xbf]", data)]

    def at(self, line, column):
        return self.starts[line - 1] + column

    def written(self, changes):
        """Changes as offsets in the file; None where it cannot hold the new text as it is written."""
        if not self.is_utf8 and not all(text.isascii() for _, _, text in changes):
            return None
        return [[start - bisect.bisect_left(self.continued, start), end - bisect.bisect_left(self.continued, end), text] for start, end, text in changes]

    def span(self, node):
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)

    def text(self, node):
        start, end = self.span(node)
        return self.data[start:end].decode("utf-8")

    def operator(self, left, right, spelled):
        """Where an operator stands between two operands: not in a comment, outside of their parentheses."""
        start, end = self.span(left)[1], self.span(right)[0]
        between = self.data[start:end]
        blank = re.sub(rb"#[^\r\n]*", lambda m: b" " * len(m.group()), between)
        pattern = rb"\s+".join(re.escape(part.encode()) for part in spelled.split())
        found = re.search(pattern, blank)
        return (start + found.start(), start + found.end()) if found else None


class Edits(Statements, Values, Told, Flow, Unused):
    """Collects the edits of one file; walks its tree with what is in scope."""

    def __init__(self, source, lines, told=None):
        self.source = source
        self.lines = lines
        self.told_numbers = (told or {}).get("numbers", ())
        self.told_texts = (told or {}).get("texts", ())
        self.newline = "\r\n" if b"\r\n" in source.data else "\n"
        self.found = []
        self.seen = set()
        self.statement = None
        self.function = None
        self.kind = None
        self.parent = None
        self.loop_depth = 0
        self.while_test = None
        self.points = 0
        self.numbers = sorted({n.value for n in ast.walk(source.tree) if isinstance(n, ast.Constant) and type(n.value) in (int, float)}, key=str)[:12]
        self.strings = [n.value for n in ast.walk(source.tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and 0 < len(n.value) < 30 and "\n" not in n.value]
        self.attributes = {}
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                self.attributes.setdefault(node.value.id, {}).setdefault(node.attr, 0)
        self.fields = {}
        self.calls = {id(n.func) for n in ast.walk(source.tree) if isinstance(n, ast.Call)}
        self.defined = [n.name for n in source.tree.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))]
        self.functions = {}
        for node in ast.walk(source.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.functions.setdefault(node.name, node)
        self.module_numbers = list(module_numbers(source.tree))[:8]
        self.globals = set(dir(builtins)) | {n.id for n in ast.walk(source.tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.col_offset == 0} | set(self.defined)
        self.globals |= {(a.asname or a.name).split(".")[0] for n in ast.walk(source.tree) if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names}
        self.statements = [n for n in ast.walk(source.tree) if isinstance(n, ast.stmt) and not isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom))]
        self.conditions = {}
        for node in ast.walk(source.tree):
            tests = [node.test] if isinstance(node, (ast.If, ast.While, ast.IfExp)) else node.ifs if isinstance(node, ast.comprehension) else node.values if isinstance(node, ast.BoolOp) else []
            for test in tests:
                self.conditions.setdefault(source.text(test), test)

    # -- collecting

    def ran(self, first, last):
        return self.lines is None or any(line in self.lines for line in range(first, last + 1))

    def covered(self, node):
        if self.ran(node.lineno, getattr(node, "end_lineno", node.lineno)):
            return True
        head = self.statement
        return head is not None and head.lineno in self.lines

    def add(self, node, kind, prior, what, *changes):
        key = tuple(changes)
        if key in self.seen or not self.covered(node):
            return
        if all(self.source.data[start:end].decode("utf-8") == text for start, end, text in changes):
            return
        self.seen.add(key)
        written = self.source.written(changes)
        if written is not None:
            self.found.append({"path": self.source.path, "line": node.lineno, "kind": kind, "prior": round(prior, 4), "what": what, "changes": written})

    def replace(self, node, kind, prior, text, what=None):
        start, end = self.source.span(node)
        self.add(node, kind, prior, what or "%s instead of %s" % (short(text), short(self.source.text(node))), (start, end, text))

    # -- walking

    def run(self):
        self.block(self.source.tree.body)
        return self.found

    def block(self, body):
        for index, statement in enumerate(body):
            self.visit_statement(statement, body, index)

    def visit_statement(self, node, body, index):
        # Nothing inside would count.
        if not self.covered(node):
            return
        outer = self.statement
        self.statement = node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.visit_function(node)
        elif isinstance(node, ast.ClassDef):
            outer_kind, self.kind = self.kind, node
            self.fields[id(node)] = fields_of(node)
            self.block(node.body)
            self.kind = outer_kind
        else:
            self.statement_edits(node, body, index)
            self.whole_statement(node, body, index)
            loop = isinstance(node, (ast.For, ast.AsyncFor, ast.While))
            outer_test, self.while_test = self.while_test, node.test if isinstance(node, ast.While) else None if isinstance(node, (ast.For, ast.AsyncFor)) else self.while_test
            self.loop_depth += loop
            for field, value in ast.iter_fields(node):
                if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                    self.block(value)
                    self.statement = node
                elif isinstance(value, list):
                    for item in value:
                        if isinstance(item, ast.ExceptHandler):
                            self.block(item.body)
                            self.statement = node
                        elif hasattr(ast, "match_case") and isinstance(item, ast.match_case):
                            if item.guard is not None:
                                self.expression(item.guard, node)
                            self.block(item.body)
                            self.statement = node
                        elif isinstance(item, ast.AST):
                            self.expression(item, node)
                elif isinstance(value, ast.AST):
                    self.expression(value, node)
            self.loop_depth -= loop
            self.while_test = outer_test
        self.statement = outer

    def visit_function(self, node):
        outer = self.function
        outer_loops, self.loop_depth = (self.loop_depth, self.while_test), 0
        self.while_test = None
        self.function = Scope(node, outer)
        for default in [*node.args.defaults, *[d for d in node.args.kw_defaults if d is not None]]:
            self.expression(default, node)
        self.mutable_defaults(node)
        # Its definition ran; where nothing of its body did, none of that is to blame.
        if self.ran(node.body[0].lineno, node.body[-1].end_lineno):
            self.block(node.body)
        self.function = outer
        self.loop_depth, self.while_test = outer_loops

    def expression(self, node, parent):
        if isinstance(node, ast.JoinedStr) and sys.version_info < (3, 12):
            return
        self.expression_edits(node, parent)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.expr, ast.comprehension, ast.keyword, ast.withitem)):
                self.expression(child, node)
            elif isinstance(child, ast.arguments):
                for default in child.defaults:
                    self.expression(default, node)

    # -- statements

    def statement_edits(self, node, body, index):
        if isinstance(node, (ast.If, ast.While)):
            self.negate(node.test, 0.5)
            self.unused_in_condition(node.test)
            self.more_conditions(node.test)
        elif isinstance(node, ast.AugAssign):
            self.augmented(node)
        elif isinstance(node, ast.Assign):
            self.assignment(node)
            if self.function is not None:
                self.other_result(node)
        elif isinstance(node, ast.Return) and node.value is not None:
            self.returned(node)
            if self.function is not None:
                self.other_result(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and index == len(body) - 1 and self.function is not None:
            start, _ = self.source.span(node)
            self.add(node, "missing-return", 0.2, "return the result of " + short(self.source.text(node.value)), (start, start, "return "))
        elif isinstance(node, (ast.Break, ast.Continue)):
            self.replace(node, "loop-control", 0.4, "continue" if isinstance(node, ast.Break) else "break")
        if isinstance(node, (ast.For, ast.While, ast.If, ast.With)) and len(node.body) > 1:
            self.dedent(node, node.body[-1])
        if isinstance(node, (ast.For, ast.While, ast.If)) and index + 1 < len(body) and not node.orelse:
            self.indent(node, body[index + 1])

    def augmented(self, node):
        if isinstance(node.target, ast.Subscript) and isinstance(node.op, (ast.Add, ast.Sub, ast.BitOr)) and not isinstance(node.target.slice, ast.Slice):
            holder, key, value = self.source.text(node.target.value), self.source.text(node.target.slice), self.source.text(node.value)
            if isinstance(node.op, ast.BitOr):
                self.replace(node, "missing-key", 0.2, "%s[%s] = %s.get(%s, 0) | %s" % (holder, key, holder, key, value))
            else:
                for empty in ("0", "[]", "''"):
                    self.replace(node, "missing-key", 0.4 if empty == "0" else 0.15, "%s[%s] = %s.get(%s, %s) %s %s" % (holder, key, holder, key, empty, BINARY[type(node.op)], value))
        spelled = BINARY.get(type(node.op))
        place = self.source.operator(node.target, node.value, spelled + "=") if spelled else None
        if place is None:
            return
        for other, prior in BINARY_SWAPS.get(spelled, []):
            self.add(node, "augmented-assignment", prior, "%s= instead of %s=" % (other, spelled), (*place, other + "="))
        self.add(node, "augmented-assignment", 0.3, "= instead of %s=" % spelled, (*place, "="))

    def assignment(self, node):
        if len(node.targets) == 1 and isinstance(node.targets[0], (ast.Name, ast.Subscript, ast.Attribute)) and not isinstance(node.value, (ast.Dict, ast.List, ast.Set, ast.Lambda)):
            place = self.source.operator(node.targets[0], node.value, "=")
            if place:
                self.add(node, "augmented-assignment", 0.2, "+= instead of =", (*place, "+="))
                self.add(node, "augmented-assignment", 0.1, "-= instead of =", (*place, "-="))
        if isinstance(node.value, ast.Constant) and node.value.value is None:
            return
        target = node.targets[0]
        if len(node.targets) == 1 and isinstance(target, ast.Tuple) and len(target.elts) == 2 and all(isinstance(e, ast.Name) for e in target.elts):
            self.swap(target, target.elts[0], target.elts[1], "swapped-targets", 0.3)

    def returned(self, node):
        value = node.value
        if isinstance(value, (ast.Name, ast.Attribute, ast.Call, ast.Compare, ast.BoolOp)) and not isinstance(value, ast.Compare):
            self.negate(value, 0.25)
        if isinstance(value, ARITHMETIC) and not isinstance(value, ast.Constant):
            self.nudge(value, 0.2)
        if isinstance(value, (ast.BoolOp, ast.Compare)):
            self.unused_in_condition(value)
            self.more_conditions(value)
        text = self.source.text(value)
        if isinstance(value, SIMPLE) and not isinstance(value, ast.Constant):
            for wrapped, prior in (("list(%s)", 0.12), ("bool(%s)", 0.08), ("not %s", 0.0), ("str(%s)", 0.06), ("int(%s)", 0.08), ("abs(%s)", 0.06), ("sorted(%s)", 0.08), ("len(%s)", 0.05), ("tuple(%s)", 0.05)):
                if prior:
                    self.replace(value, "missing-call", prior, wrapped % text)
            self.replace(value, "order", 0.08, text + "[::-1]")
        if self.function is not None:
            for other in self.function.results_of(self):
                if other != text:
                    self.replace(value, "returned-value", 0.1, other)
        # A result that several cases share may have its own empty one.
        if isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Div, ast.FloorDiv, ast.Mod)):
            self.replace(value, "missing-guard", 0.3, "%s if %s else 0" % (text, self.source.text(value.right)))

    def dedent(self, outer, statement):
        """The last statement of a block goes behind it: a return or an update that stands one level too deep."""
        if statement.lineno == outer.lineno or not hasattr(outer, "body"):
            return
        by = statement.col_offset - outer.col_offset
        if by <= 0:
            return
        prior = 0.35 if isinstance(statement, ast.Return) and not isinstance(outer, ast.If) else 0.15
        if not isinstance(outer, ast.If) or not outer.orelse:
            self.shift(statement, "nesting", prior, "one level further out", lambda line: line[by:] if not line[:by].strip() else line)

    def indent(self, outer, statement):
        by = outer.body[0].col_offset - outer.col_offset
        if by <= 0 or outer.body[0].lineno == outer.lineno or statement.col_offset != outer.col_offset or isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            return
        start = self.source.at(outer.body[0].lineno, 0)
        white = self.source.data[start:start + outer.body[0].col_offset][outer.col_offset:]
        if not isinstance(outer.body[-1], (ast.Return, ast.Raise, ast.Break, ast.Continue)):
            self.shift(statement, "nesting", 0.15, "inside the block before it", lambda line: white + line if line.strip() else line)

    def shift(self, statement, kind, prior, where, change):
        first, last = statement.lineno, statement.end_lineno
        if any(isinstance(n, ast.Constant) and isinstance(n.value, (str, bytes)) and n.end_lineno > n.lineno for n in ast.walk(statement)):
            return
        start, end = self.source.at(first, 0), self.source.span(statement)[1]
        text = self.source.data[start:end]
        if text[:statement.col_offset].strip():
            return
        moved = b"".join(change(line) for line in text.splitlines(keepends=True))
        self.add(statement, kind, prior, "%s %s" % (short(self.source.text(statement)), where), (start, end, moved.decode("utf-8")))

    def mutable_defaults(self, node):
        """A default that is made once and kept between calls: made anew in the body instead."""
        plain = node.args.posonlyargs + node.args.args
        pairs = list(zip(plain[len(plain) - len(node.args.defaults):], node.args.defaults)) + [(a, d) for a, d in zip(node.args.kwonlyargs, node.args.kw_defaults) if d is not None]
        for argument, default in pairs:
            empty = isinstance(default, (ast.List, ast.Dict, ast.Set)) or (isinstance(default, ast.Call) and isinstance(default.func, ast.Name) and default.func.id in ("list", "dict", "set") and not default.args)
            body = [s for s in node.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) and isinstance(s.value.value, str))]
            if not empty or not body or body[0].lineno == node.lineno:
                continue
            start, end = self.source.span(default)
            at = self.source.at(body[0].lineno, 0)
            white = self.source.data[at:at + body[0].col_offset].decode("utf-8")
            if white.strip():
                continue
            deeper = "\t" if "\t" in white else "    "
            guard = "%sif %s is None:%s%s%s%s = %s%s" % (white, argument.arg, self.newline, white, deeper, argument.arg, self.source.text(default), self.newline)
            outer, self.statement = self.statement, body[0]
            self.add(body[0], "mutable-default", 0.6, "a new %s for each call" % self.source.text(default), (start, end, "None"), (at, at, guard))
            self.statement = outer

    # -- expressions

    def expression_edits(self, node, parent):
        self.parent = parent
        self.lacking(node)
        self.other_values(node, parent)
        if isinstance(node, ast.Call):
            self.dropped_method(node)
        elif isinstance(node, ast.Attribute):
            self.absent(node)
        if isinstance(node, ast.Compare):
            self.compare(node)
        elif isinstance(node, ast.BinOp):
            self.binary(node)
        elif isinstance(node, ast.BoolOp):
            self.logical(node)
        elif isinstance(node, ast.UnaryOp):
            self.unary(node)
        elif isinstance(node, ast.Constant):
            self.told_instead(node, parent)
            self.constant(node, parent)
        elif isinstance(node, ast.Subscript):
            self.subscript(node)
        elif isinstance(node, ast.Call):
            self.call(node)
        elif isinstance(node, (ast.Yield, ast.YieldFrom)):
            self.yielded(node)
        elif isinstance(node, ast.Await):
            self.replace(node, "missing-await", 0.1, self.source.text(node.value))
        elif isinstance(node, ast.IfExp):
            self.negate(node.test, 0.4)
            self.swap(node, node.body, node.orelse, "swapped-branches", 0.35)
        elif isinstance(node, ast.comprehension):
            for condition in node.ifs:
                self.negate(condition, 0.4)
                self.unused_in_condition(condition)
                self.more_conditions(condition)
            if isinstance(node.iter, (ast.Name, ast.Attribute)):
                self.replace(node.iter, "null-check", 0.1, "(%s or [])" % self.source.text(node.iter))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            self.name(node, parent)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, (ast.Load, ast.Store)):
            self.attribute(node, parent)

    def more_conditions(self, test):
        """A condition that is asked elsewhere, or that what is used calls for, beside this one or in its place."""
        if self.function is None:
            return
        text = self.source.text(test)
        whole = text if isinstance(test, SIMPLE + (ast.Compare, ast.UnaryOp)) else "(" + text + ")"
        inside = "(%s)" if isinstance(self.parent, (ast.BoolOp, ast.UnaryOp)) else "%s"
        wanted = []
        names = [n for n in self.function.used(test) if n not in ("self", "cls")]
        for inner in ast.walk(test):
            if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
                for field in self.known_fields(inner.value.id):
                    if field != inner.attr and "%s.%s" % (inner.value.id, field) not in text:
                        wanted += [("not %s.%s" % (inner.value.id, field), 0.15), ("%s.%s" % (inner.value.id, field), 0.12)]
            if isinstance(inner, ast.Subscript) and not isinstance(inner.slice, (ast.Slice, ast.Constant)):
                wanted += [("%s < len(%s)" % (self.source.text(inner.slice), self.source.text(inner.value)), 0.35)]
                wanted += [("%s in %s" % (self.source.text(inner.slice), self.source.text(inner.value)), 0.15)]
        for name in names[:3]:
            wanted += [(name, 0.12), (name + " is not None", 0.15)]
            if any(isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == name for n in ast.walk(test)):
                self.replace(test, "null-check", 0.2, inside % ("%s is None or %s" % (name, whole)))
        for name in [a for a in self.function.arguments if a not in ("self", "cls") and a not in names][:4]:
            self.replace(test, "added-condition", 0.12, inside % ("%s or not %s" % (whole, name)))
        for name in [n for n in self.function.arguments if n not in self.function.read and n not in ("self", "cls")]:
            wanted += [(name, 0.4), ("not " + name, 0.4)]
        for other, node in list(self.conditions.items())[:40]:
            if other == text or len(other) > 60 or other in text:
                continue
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            if not all(n in self.function.names or n in self.globals for n in used):
                continue
            near = 1.0 if used & set(self.function.used(test)) else 0.5
            spelled = other if isinstance(node, SIMPLE + (ast.Compare, ast.UnaryOp)) else "(" + other + ")"
            wanted.append((spelled, 0.16 * near))
            self.replace(test, "condition", 0.07 * near, other)
        for other, prior in wanted:
            # What guards an access comes before it, and what is merely one more reason behind it.
            self.replace(test, "added-condition", prior, inside % ("%s and %s" % (other, whole)))
            if not other.startswith("not ") and " in " not in other and "len(" not in other:
                self.replace(test, "added-condition", prior * 0.5, inside % ("%s or not %s" % (whole, other if " " not in other else "(" + other + ")")))
            self.replace(test, "added-condition", prior * 0.6, inside % ("%s or %s" % (whole, other)))

    def known_fields(self, name):
        """Fields that the thing behind a name is seen with, or that a class of this file gives to itself."""
        seen = list(self.attributes.get(name, ()))
        if name == self.self_name():
            return list(dict.fromkeys([*seen, *self.own_fields()]))[:8]
        return list(dict.fromkeys([*seen, *[f for n in ast.walk(self.source.tree) if isinstance(n, ast.ClassDef) and set(seen) & set(fields_of(n)) for f in fields_of(n)]]))[:8]

    def yielded(self, node):
        start, _ = self.source.span(node)
        if isinstance(node, ast.YieldFrom):
            found = re.match(rb"yield\s+from", self.source.data[start:])
            if found:
                self.add(node, "yield", 0.6, "yield instead of yield from", (start, start + found.end(), "yield"))
        elif node.value is not None:
            self.add(node, "yield", 0.6 if isinstance(node.value, (ast.Call, ast.Name)) else 0.2, "yield from instead of yield", (start, start + 5, "yield from"))

    def compare(self, node):
        operands = [node.left, *node.comparators]
        for index, operator in enumerate(node.ops):
            spelled = COMPARE[type(operator)]
            place = self.source.operator(operands[index], operands[index + 1], spelled)
            if place is None:
                continue
            for other, prior in COMPARE_SWAPS[spelled]:
                if other == "is" and not isinstance(operands[index + 1], ast.Constant):
                    continue
                self.add(node, "comparison", prior, "%s instead of %s" % (other, spelled), (*place, other))
            if type(operator) in BOUNDARY or isinstance(operator, (ast.Eq, ast.NotEq)):
                for side in (operands[index + 1], operands[index]):
                    if isinstance(side, ARITHMETIC) and not isinstance(side, ast.Constant):
                        self.nudge(side, 0.2)
        if len(operands) == 2 and type(node.ops[0]) in BOUNDARY:
            self.swap(node, operands[0], operands[1], "swapped-operands", 0.15)

    def binary(self, node):
        spelled = BINARY[type(node.op)]
        if isinstance(node.left, (ast.Constant, ast.JoinedStr)) and isinstance(getattr(node.left, "value", None), str) and spelled == "%":
            return
        place = self.source.operator(node.left, node.right, spelled)
        if place is None:
            return
        for other, prior in BINARY_SWAPS.get(spelled, []):
            self.add(node, "arithmetic", prior, "%s instead of %s" % (other, spelled), (*place, other))
        one = isinstance(node.right, ast.Constant) and node.right.value == 1
        if spelled in "+-":
            self.replace(node, "off-by-one" if one else "dropped-operand", 0.5 if one else 0.25, self.bare(node, node.left))
        else:
            self.replace(node, "dropped-operand", 0.2, self.bare(node, node.left))
        self.replace(node, "dropped-operand", 0.12, self.bare(node, node.right))
        if spelled in ("-", "/", "//", "%", "**", "<<", ">>"):
            self.swap(node, node.left, node.right, "swapped-operands", 0.35)
        if isinstance(node.left, ast.BinOp) and type(node.left.op) is not type(node.op):
            self.regroup(node)

    def regroup(self, node):
        """a - b * c as (a - b) * c and the like: parentheses that are missing or too many."""
        inner = node.left
        start, end = self.source.span(node)
        text = self.source.data
        a, b, c = self.source.span(inner.left), self.source.span(inner.right), self.source.span(node.right)
        first = text[a[1]:b[0]].decode("utf-8")
        second = text[b[1]:c[0]].decode("utf-8")
        if "#" in first + second or ")" in first or "(" in second:
            return
        whole = text[a[0]:a[1]].decode("utf-8") + first + "(" + text[b[0]:b[1]].decode("utf-8") + second.replace(")", "") + text[c[0]:c[1]].decode("utf-8") + ")"
        self.add(node, "grouping", 0.25, short(whole), (start if text[start:start + 1] != b"(" else start, end, whole.replace("((", "(") if whole.count("(") != whole.count(")") else whole))

    def logical(self, node):
        spelled, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        places = [self.source.operator(a, b, spelled) for a, b in zip(node.values, node.values[1:])]
        if all(places):
            self.add(node, "logical", 0.7, "%s instead of %s" % (other, spelled), *[(*place, other) for place in places])
            if len(places) > 1:
                for place in places:
                    self.add(node, "logical", 0.4, "%s instead of %s" % (other, spelled), (*place, other))
        for index, value in enumerate(node.values):
            self.negate(value, 0.3)
            left = [v for i, v in enumerate(node.values) if i != index]
            joined = (" " + spelled + " ").join(self.source.text(v) for v in left)
            self.replace(node, "dropped-condition", 0.2, "(" + joined + ")" if len(left) > 1 else self.bare(node, left[0]), "without %s" % short(self.source.text(value)))

    def unary(self, node):
        start, _ = self.source.span(node)
        inner, _ = self.source.span(node.operand)
        between = self.source.data[start:inner].decode("utf-8")
        if isinstance(node.op, ast.Not):
            self.add(node, "negation", 0.6, "without not", (start, start + 3 + len(between[3:]) - len(between[3:].lstrip()), ""))
        elif isinstance(node.op, ast.USub):
            self.add(node, "sign", 0.4, "without -", (start, start + 1, ""))

    def negate(self, node, prior):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return
        text = self.source.text(node)
        self.replace(node, "negation", prior, "not " + text if isinstance(node, SIMPLE) else "not (" + text + ")")

    def constant(self, node, parent):
        value = node.value
        if isinstance(value, bool):
            self.replace(node, "boolean", 0.6, str(not value))
        elif isinstance(value, int):
            self.integer(node, value, parent)
        elif isinstance(value, float):
            for other in self.numbers:
                if other != value:
                    self.replace(node, "constant", 0.1, repr(other))
        elif isinstance(value, str) and not isinstance(parent, (ast.Expr, ast.JoinedStr)) and 0 < len(value) < 30 and node.end_lineno == node.lineno:
            text = self.source.text(node)
            if text[:1] in "'\"":
                for other in close(value, self.strings)[:4]:
                    self.replace(node, "text", 0.12, text[0] + other + text[0] if text[0] not in other and "\\" not in other else repr(other))

    def integer(self, node, value, parent):
        near = 0.5 if abs(value) <= 2 or isinstance(parent, (ast.Subscript, ast.Slice, ast.Compare, ast.Call, ast.BinOp)) else 0.3
        text = self.source.text(node)
        if not re.fullmatch(r"[0-9_]+", text):
            return
        if value == 1 and isinstance(parent, ast.BinOp) and isinstance(parent.op, (ast.Add, ast.Sub)) and parent.right is node:
            self.replace(node, "off-by-one", 0.25, "2")
            return
        signed = isinstance(parent, ast.UnaryOp)
        self.replace(node, "off-by-one", near, str(value + 1))
        if value > 0 or not signed:
            self.replace(node, "off-by-one", near, str(value - 1) if value > 0 or not isinstance(parent, ast.BinOp) else "(-1)")
        for other in self.numbers:
            if other != value and abs(other - value) != 1:
                self.replace(node, "constant", 0.12, repr(other))
        if value >= 10:
            for other in {value * 10, value // 10, value * 100 if value < 1000 else 0} - {0}:
                self.replace(node, "constant", 0.08, str(other))

    def subscript(self, node):
        index = node.slice
        if isinstance(index, ast.Slice):
            self.slice(node, index)
        elif isinstance(index, ARITHMETIC) and not (isinstance(index, ast.Constant)):
            self.nudge(index, 0.3)
        if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub) and isinstance(index.operand, ast.Constant) and index.operand.value == 1:
            self.replace(index, "index", 0.35, "0")
        elif isinstance(index, ast.Constant) and type(index.value) is int and index.value in (0, 1):
            self.replace(index, "index", 0.35, "-1")
        if isinstance(node.ctx, ast.Load) and not isinstance(index, (ast.Slice, ast.Tuple)):
            self.replace(node, "missing-key", 0.12, "%s.get(%s)" % (self.source.text(node.value), self.source.text(index)))
            if isinstance(self.parent, ast.Attribute) and self.parent.attr in ("append", "add", "extend", "update"):
                empty = {"append": "[]", "extend": "[]", "add": "set()", "update": "{}"}[self.parent.attr]
                self.replace(node, "missing-key", 0.5, "%s.setdefault(%s, %s)" % (self.source.text(node.value), self.source.text(index), empty))
            got = "%s.get(%s, 0)" % (self.source.text(node.value), self.source.text(index))
            self.replace(node, "missing-key", 0.12, got)

    def slice(self, node, index):
        for bound in (index.lower, index.upper):
            if bound is None:
                continue
            if not isinstance(bound, ast.Constant):
                self.nudge(bound, 0.4)
            self.replace(bound, "slice", 0.2, "")
        text = self.source.text(node)
        close_at = self.source.span(node)[1] - 1
        if index.upper is None and index.step is None and text.endswith(":]"):
            self.add(node, "slice", 0.2, "up to the last but one", (close_at, close_at, "-1"))
        if index.lower is None:
            at = self.source.span(node.value)[1] + 1
            if self.source.data[at - 1:at] == b"[":
                self.add(node, "slice", 0.2, "from the second on", (at, at, "1"))

    def call(self, node):
        self.parameters(node)
        self.awaited(node)
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        plain = not any(isinstance(a, ast.Starred) for a in node.args)
        for left, right in zip(node.args, node.args[1:]) if plain else []:
            self.swap(node, left, right, "swapped-arguments", 0.33)
        if plain and len(node.args) == 3:
            a, b, c = (self.source.text(n) for n in node.args)
            spans = [self.source.span(n) for n in node.args]
            for first, second, third, what in ((c, a, b, "the last argument first"), (b, c, a, "the first argument last"), (c, b, a, "the outer arguments swapped")):
                self.add(node, "swapped-arguments", 0.1, what, (*spans[0], first), (*spans[1], second), (*spans[2], third))
        if name == "range" and plain:
            self.range(node)
        elif name == "len":
            self.nudge(node, 0.3)
        else:
            for argument in node.args:
                if isinstance(argument, ARITHMETIC) and not isinstance(argument, (ast.Constant, ast.Starred)) and plain:
                    self.nudge(argument, 0.36 if self.function is not None and name == self.function.node.name else 0.1)
        if name in ("sorted", "sort") and not any(k.arg == "reverse" for k in node.keywords):
            at = self.source.span(node)[1] - 1
            self.add(node, "order", 0.3, "in reverse order", (at, at, ", reverse=True" if node.args or node.keywords else "reverse=True"))
        if name == "append" and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
            self.replace(node, "order", 0.12, "%s.insert(0, %s)" % (self.source.text(node.func.value), self.source.text(node.args[0])))
        if name == "update" and len(node.args) == 1 and isinstance(self.parent, ast.Expr):
            self.replace(node, "assignment", 0.1, "%s = %s" % (self.source.text(node.func.value), self.source.text(node.args[0])))
        if name == "pop" and not node.args and not node.keywords:
            at = self.source.span(node)[1] - 1
            self.add(node, "index", 0.3, "the first instead of the last", (at, at, "0"))
        elif name == "pop" and len(node.args) == 1 and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0:
            self.replace(node.args[0], "index", 0.3, "")
        recursive = self.function is not None and name == self.function.node.name
        if plain and not node.keywords and name not in ("range", "len", "print", "isinstance", "super"):
            # What is called with a value, where the value itself was meant.
            prior = 0.15 if recursive or name in ("abs", "int", "round", "str", "list", "sorted", "reversed", "set") else 0.06
            for argument in node.args[:3]:
                self.replace(node, "dropped-call", prior / len(node.args), self.bare(node, argument))
        for keyword in node.keywords:
            if keyword.arg == "reverse" and isinstance(keyword.value, ast.Constant):
                self.replace(keyword.value, "order", 0.6, str(not keyword.value.value))

    def parameters(self, node):
        """Arguments that are missing or too many, as the function's own definition has them."""
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if self.function is None or any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
            return
        at = self.source.span(node)[1] - 1
        if self.source.data[at:at + 1] != b")":
            return
        comma = "" if not (node.args or node.keywords) or self.source.data[:at].rstrip().endswith((b",", b"(")) else ", "
        target = self.functions.get(name) or self.functions.get("__init__") if name in self.defined else self.functions.get(name)
        given = {k.arg for k in node.keywords}
        if target is not None:
            wanted = [a.arg for a in target.args.posonlyargs + target.args.args]
            if wanted[:1] in (["self"], ["cls"]):
                wanted = wanted[1:]
            for place, parameter in enumerate(wanted + [a.arg for a in target.args.kwonlyargs]):
                if place < len(node.args) or parameter in given:
                    continue
                positional = place == len(node.args) and not node.keywords and place < len(wanted)
                for other in self.function.names:
                    if other in ("self", "cls"):
                        continue
                    near = 0.5 if other == parameter else 0.1 * (0.3 + similarity(other, parameter))
                    if other in self.function.arguments and other not in self.function.read:
                        near *= 1.5
                    if near >= 0.06:
                        self.add(node, "added-argument", min(0.7, near), "with %s" % other, (at, at, comma + (other if positional else "%s=%s" % (parameter, other))))
                if parameter in self.own_fields():
                    self.add(node, "added-argument", 0.4, "with its own %s" % parameter, (at, at, comma + "%s=%s.%s" % (parameter, self.self_name(), parameter)))
        for keyword in node.keywords:
            start, end = self.source.span(keyword)
            before = self.source.data[:start].rstrip()
            if before.endswith(b","):
                self.add(node, "removed-argument", 0.1, "without " + short(self.source.text(keyword)), (len(before) - 1, end, ""))
        if len(node.args) > 1 and not node.keywords:
            start, end = self.source.span(node.args[-2])[1], self.source.span(node.args[-1])[1]
            if b"#" not in self.source.data[start:end]:
                self.add(node, "removed-argument", 0.12, "without " + short(self.source.text(node.args[-1])), (start, end, ""))
        if name == "get" and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
            for other in ("0", "[]", "''", "{}", *(told_literal(t) for t in self.told_texts[:MOST_TOLD])):
                self.add(node, "added-argument", 0.12, "with %s where there is none" % other, (at, at, ", " + other))
        if name == "split" and not node.args:
            self.add(node, "added-argument", 0.1, "at spaces", (at, at, "' '"))
        if name == "split" and len(node.args) == 1:
            self.add(node, "added-argument", 0.2, "once", (at, at, ", 1"))

    def awaited(self, node):
        if isinstance(self.parent, ast.Await) or self.function is None or not isinstance(self.function.node, ast.AsyncFunctionDef):
            return
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        known = isinstance(self.functions.get(name), ast.AsyncFunctionDef)
        text = "await " + self.source.text(node)
        self.replace(node, "missing-await", 0.8 if known else 0.15, "(" + text + ")" if isinstance(self.parent, (ast.Attribute, ast.Subscript)) else text)

    def lacking(self, node):
        """What a value may lack: a call around it or behind it, or the case that there is none."""
        if self.function is None or not isinstance(node, SIMPLE) or isinstance(node, ast.Constant) or isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            return
        text = self.source.text(node)
        if len(text) > 60 or "\n" in text:
            return
        if id(node) in self.calls or isinstance(self.parent, ast.Starred):
            return
        # Methods that the function calls elsewhere, on another value, are what a value beside it may want too.
        for method, prior in self.function.habits.items():
            if not text.endswith(method):
                self.replace(node, "missing-call", prior, text + method)
        for function in self.function.wrappers:
            if not text.startswith(function + "("):
                self.replace(node, "missing-call", 0.1, "%s(%s)" % (function, text))
        if isinstance(self.parent, (ast.Assign, ast.Call, ast.Compare, ast.keyword, ast.AugAssign)):
            for wrapped, prior in (("%s.strip()", 0.08), ("%s.lower()", 0.08), ("int(%s)", 0.06), ("str(%s)", 0.06), ("len(%s)", 0.05), ("abs(%s)", 0.06), ("list(%s)", 0.05), ("max(0, %s)", 0.06)):
                if not text.startswith(wrapped.split("%")[0]) or "%s" == wrapped[:2]:
                    self.replace(node, "missing-call", prior, wrapped % text)

    def absent(self, node):
        """A member of something that may be None."""
        if self.function is None or not isinstance(node.ctx, ast.Load) or not isinstance(node.value, (ast.Name, ast.Attribute)):
            return
        owner = self.source.text(node.value)
        if owner in ("self", "cls") or (isinstance(node.value, ast.Name) and node.value.id not in self.function.names):
            return
        if id(node) in self.calls:
            for empty in ("''", "[]", "{}"):
                self.replace(node.value, "null-check", 0.12, "(%s or %s)" % (owner, empty))
        elif not isinstance(self.parent, ast.Attribute):
            whole = "%s if %s is not None else None" % (self.source.text(node), owner)
            bare = isinstance(self.parent, (ast.Return, ast.Assign))
            self.replace(node, "null-check", 0.12, whole if bare else "(" + whole + ")")

    def dropped_method(self, node):
        """value.method() as value alone."""
        if isinstance(node.func, ast.Attribute) and not node.args and not node.keywords and node.func.attr in ("strip", "lower", "upper", "copy", "items", "keys", "values", "sort", "lstrip", "rstrip", "title"):
            self.replace(node, "dropped-call", 0.12, self.source.text(node.func.value))

    def range(self, node):
        for argument in node.args:
            if not isinstance(argument, ast.Constant):
                self.nudge(argument, 0.5)
        if len(node.args) == 1:
            start, end = self.source.span(node.args[0])
            text = self.source.text(node.args[0])
            self.add(node, "range", 0.3, "from 1", (start, start, "1, "))
            self.add(node, "range", 0.3, "from 1 to and with the last", (start, end, "1, " + text + " + 1"))
        elif len(node.args) == 2 and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0:
            self.replace(node.args[0], "range", 0.3, "1")

    def nudge(self, node, prior):
        """One more and one less."""
        if not isinstance(node, ARITHMETIC) or isinstance(node, ast.Constant):
            return
        text = self.source.text(node)
        if isinstance(node, ast.BinOp) and type(node.op) not in (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod):
            return
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)) and isinstance(node.right, ast.Constant) and type(node.right.value) is int:
            return
        self.replace(node, "off-by-one", prior, text + " - 1")
        self.replace(node, "off-by-one", prior, text + " + 1")

    def swap(self, node, left, right, kind, prior):
        first, second = self.source.span(left), self.source.span(right)
        a, b = self.source.text(left), self.source.text(right)
        simple = isinstance(left, SIMPLE + (ast.UnaryOp, ast.Tuple, ast.List)) and isinstance(right, SIMPLE + (ast.UnaryOp, ast.Tuple, ast.List))
        # Between commas nothing can pull an expression apart.
        if a == b or not (simple or kind == "swapped-arguments") or len(a) + len(b) > 160 or "\n" in a + b:
            return
        self.add(node, kind, prior, "%s and %s swapped" % (short(a), short(b)), (*first, b), (*second, a))

    def bare(self, node, part):
        """A part that takes the place of the whole; in parentheses only where the surroundings could pull it apart."""
        text = self.source.text(part)
        inside = isinstance(self.parent, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.Attribute, ast.Subscript, ast.Await, ast.IfExp))
        return "(" + text + ")" if inside and not isinstance(part, SIMPLE) else text

    def name(self, node, parent):
        called = id(node) in self.calls
        for other in NAME_SWAPS.get(node.id, []):
            self.replace(node, "function", 0.6 if called else 0.2, other)
        if self.function is None or node.id in ("self", "cls"):
            return
        self.unused_for_name(node, parent)
        weight = 0.12 if called or isinstance(parent, ast.Attribute) else 0.3
        for other, near in self.function.others(node, called):
            self.replace(node, "variable", weight * near, other)
        if not called:
            for field in self.own_fields():
                if field == node.id:
                    self.replace(node, "variable", 0.3, self.self_name() + "." + field)
        else:
            for other in close(node.id, self.defined)[:3]:
                self.replace(node, "function", 0.12, other)

    def attribute(self, node, parent):
        start, end = self.source.span(node)
        at = end - len(node.attr.encode("utf-8"))
        called = id(node) in self.calls
        if isinstance(node.ctx, ast.Load):
            for other in NAME_SWAPS.get(node.attr, []):
                self.add(node, "function", 0.6 if called else 0.3, "%s instead of %s" % (other, node.attr), (at, end, other))
        base = node.value.id if isinstance(node.value, ast.Name) else None
        known = list(self.attributes.get(base, ())) if base else []
        if base == self.self_name():
            known += [f for f in self.own_fields() if f not in known]
        elif base is not None:
            known += [f for fields in self.fields.values() for f in fields if f not in known]
            known += [f for seen in self.attributes.values() for f in seen if f not in known]
        for other in [o for o in known if o != node.attr][:12]:
            near = 0.5 + similarity(node.attr, other) / 2
            self.add(node, "attribute", (0.1 if called else 0.3) * near, "%s instead of %s" % (other, node.attr), (at, end, other))
        if base == self.self_name() and self.function is not None and node.attr in self.function.names and isinstance(node.ctx, ast.Load):
            self.replace(node, "variable", 0.3, node.attr)

    def self_name(self):
        return self.function.first if self.function is not None and self.kind is not None else None

    def own_fields(self):
        return self.fields.get(id(self.kind), []) if self.kind is not None else []


class Scope:
    """The names that a function can see, with what they seem to hold."""

    def __init__(self, node, outer):
        arguments = node.args
        self.arguments = [a.arg for a in arguments.posonlyargs + arguments.args + arguments.kwonlyargs]
        self.first = self.arguments[0] if self.arguments else None
        bound = list(self.arguments)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store) and inner.id not in bound:
                bound.append(inner.id)
        self.names = bound + [n for n in (outer.names if outer else []) if n not in bound]
        self.called = {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        self.read = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        self.first_line = {}
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                self.first_line[inner.id] = min(inner.lineno, self.first_line.get(inner.id, inner.lineno))

        self.node = node
        self.outer = outer
        self.inside(node)

    def inside(self, node):
        """What the function does with its names: sums, counts, fills and asks."""
        walked = list(ast.walk(node))
        self.called_anyhow = self.called | {n.func.attr for n in walked if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
        self.gives_back = any(isinstance(n, ast.Return) and n.value is not None for n in walked)
        self.has_early_return = sum(isinstance(n, ast.Return) for n in walked) > 1
        self.numeric, self.asked, self.filled, self.grown, self.made, stores = set(), set(), set(), set(), {}, {}
        for n in walked:
            if isinstance(n, (ast.BinOp, ast.Compare, ast.AugAssign)):
                parts = [n.left, n.right] if isinstance(n, ast.BinOp) else [n.left, *n.comparators] if isinstance(n, ast.Compare) else [n.target, n.value]
                if not any(is_text(p) for p in parts):
                    self.numeric |= {p.id for p in parts if isinstance(p, ast.Name)}
            if isinstance(n, ast.Compare) and isinstance(n.ops[0], (ast.In, ast.NotIn)) and isinstance(n.comparators[0], ast.Name):
                self.asked.add(n.comparators[0].id)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and isinstance(n.func.value, ast.Name) and n.func.attr in ("add", "append", "extend", "update", "insert", "remove", "pop", "discard", "setdefault", "sort", "clear"):
                self.filled.add(n.func.value.id)
                if n.func.attr not in ("remove", "pop", "discard", "sort", "clear"):
                    self.grown.add(n.func.value.id)
            if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store) and isinstance(n.value, ast.Name):
                self.filled.add(n.value.id)
                self.grown.add(n.value.id)
            if isinstance(n, ast.Assign) and len(n.targets) == 1 and isinstance(n.targets[0], ast.Name) and isinstance(n.value, (ast.List, ast.Dict, ast.Set, ast.Call, ast.Constant)):
                text = ast.unparse(n.value)
                if text in ("[]", "{}", "set()", "0", "''", "dict()", "list()"):
                    self.made.setdefault(n.targets[0].id, text)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store):
                stores[n.id] = stores.get(n.id, 0) + 1
        self.made = {**(self.outer.made if self.outer else {}), **self.made}
        self.asked &= set(self.made)
        self.habits, self.wrappers = {}, []
        for n in walked:
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and not n.args and not n.keywords and n.func.attr in ("strip", "lower", "upper", "casefold", "lstrip", "rstrip", "title", "copy", "items", "decode", "encode"):
                self.habits["." + n.func.attr + "()"] = 0.3
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and len(n.args) == 1 and not n.keywords and n.func.id not in self.wrappers and n.func.id != node.name:
                self.wrappers.append(n.func.id)
        self.wrappers = [w for w in self.wrappers if w not in ("range", "print", "isinstance", "super", "iter", "next", "len")][:4]
        self.bound_twice = {n for n, count in stores.items() if count > 1 or n in self.arguments}
        self.bound_once_unread = {n for n in self.names if n not in self.read and n in stores}
        # Results of sums, lengths and the like.
        self.counts = {t.id for n in walked if isinstance(n, ast.Assign) and isinstance(n.value, (ast.Call, ast.BinOp)) for t in n.targets if isinstance(t, ast.Name)}
        self.made_before = [t.id for s in node.body if isinstance(s, ast.Assign) and isinstance(s.value, ast.Constant) for t in s.targets if isinstance(t, ast.Name)]

    def results_of(self, edits):
        """What the function gives back elsewhere."""
        texts = [edits.source.text(n.value) for n in ast.walk(self.node) if isinstance(n, ast.Return) and n.value is not None]
        return [t for t in dict.fromkeys(texts) if len(t) < 60][:6]

    def used(self, node):
        """Names of the function that a statement reads, in their order."""
        found = [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and n.id in self.names and n.id not in self.called]
        return list(dict.fromkeys(n.id for n in sorted(found, key=lambda n: (n.lineno, n.col_offset))))

    def donors(self, edits):
        """Statements that might be wanted a second time: of the function itself, then of its class, then of the file."""
        if not hasattr(self, "_donors"):
            own = {id(n) for n in ast.walk(self.node)}
            kind = {id(n) for n in ast.walk(edits.kind)} if edits.kind is not None else set()
            ranked = []
            for statement in edits.statements:
                if isinstance(statement, ast.Expr) and not isinstance(statement.value, (ast.Call, ast.Await, ast.Yield)):
                    continue
                small = isinstance(statement, PLAIN) and not isinstance(statement, (ast.Break, ast.Continue))
                guard = isinstance(statement, ast.If) and not statement.orelse and len(statement.body) == 1 and isinstance(statement.body[0], PLAIN)
                if not small and not guard:
                    continue
                prior = 0.16 if id(statement) in own else 0.13 if id(statement) in kind else 0.07
                far = abs(statement.lineno - self.node.lineno)
                if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                    prior *= 0.5
                ranked.append((-(prior * (1.5 if guard else 1.0)), far, statement))
            ranked.sort(key=lambda r: r[:2])
            self._donors = [(statement, -prior) for prior, _, statement in ranked[:DONORS]]
        return self._donors

    def others(self, node, called):
        """Other names for the one at a node, the more similar ones first."""
        for other in self.names:
            if other == node.id or other in ("self", "cls", "_") or (called != (other in self.called)):
                continue
            if self.first_line.get(other, 0) > node.lineno and other not in self.arguments:
                continue
            # What was given or worked out and is never read is what someone forgot to use.
            unused = 2.0 if other not in self.read else 1.0
            yield other, unused * (0.6 + 0.4 * similarity(node.id, other))


def module_numbers(tree):
    """Names of numbers at the top of a file, and of those that it takes from elsewhere."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "math":
            yield from (a.asname or a.name for a in node.names if a.name in ("inf", "nan", "pi", "e", "tau"))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant) and type(node.value.value) in (int, float):
            yield node.targets[0].id


def fields_of(kind):
    found = []
    for node in ast.walk(kind):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self" and isinstance(node.ctx, ast.Store) and node.attr not in found:
            found.append(node.attr)
    for node in kind.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id not in found:
            found.append(node.target.id)
        elif isinstance(node, ast.FunctionDef) and any(isinstance(d, ast.Name) and d.id == "property" for d in node.decorator_list):
            found.append(node.name)
    return found


def similarity(a, b):
    return difflib.SequenceMatcher(None, a, b).ratio()


def close(value, others):
    different = sorted({o for o in others if o != value})
    return sorted(different, key=lambda o: -similarity(value, o))


def short(text):
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."


def edits_of(path, lines, told=None):
    """Edits of a file on the given lines (None: all), or none where it cannot be read as Python."""
    try:
        with open(path, "rb") as file:
            source = Source(path, file.read())
    except (SyntaxError, ValueError, OSError, LookupError):
        # LookupError: an encoding that is none of text.
        return []
    return Edits(source, lines, told).run()


def apply_changes(data, changes):
    ordered = sorted(changes)
    if any(later[0] < earlier[1] for earlier, later in zip(ordered, ordered[1:])):
        raise ValueError("two changes of the same place")
    for start, end, text in reversed(ordered):
        data = data[:start] + text.encode("utf-8") + data[end:]
    return data

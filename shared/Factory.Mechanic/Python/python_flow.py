# Edits of what a statement does with its value, and of what a method leaves as it was: a result that is kept instead of given back, and the other way round; a field
# that should have been emptied. Runs between python_told.py and python_edits.py in one process.
RESETS = 6


class Flow:
    """What Edits knows about results and resets."""

    # -- given back, or kept

    def kept_or_given(self, node, body, index):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            self.given_back(node, body, index)
        elif isinstance(node, ast.Return) and self.loop_depth > 0 and node.value is not None and not isinstance(node.value, ast.Constant):
            self.kept(node)

    def given_back(self, node, body, index):
        """x = e, at the end of a branch or a loop, where x or e was the answer."""
        if body is self.function.node.body or index != len(body) - 1 or not self.function.gives_back:
            return
        name, value = node.targets[0].id, self.source.text(node.value)
        if "\n" in value:
            return
        if name in self.function.bound_twice:
            self.replace(node, "missing-return", 0.2, "return " + name)
        self.replace(node, "missing-return", 0.16, "return " + value)

    def kept(self, node):
        """return e, in a loop that was to go on: the name that is given back behind it takes the value."""
        value = self.source.text(node.value)
        later = [n for n in ast.walk(self.function.node) if isinstance(n, ast.Return) and isinstance(n.value, ast.Name) and n.lineno > node.end_lineno]
        for name in list(dict.fromkeys(n.value.id for n in later if n.value.id in self.function.names))[:2]:
            if "\n" in value or name == value:
                continue
            reads = any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node.value))
            self.replace(node, "early-return", 0.35 if reads else 0.2, "%s = %s" % (name, value))

    # -- resets

    def resets(self, node, body, index):
        """A field that this method leaves alone, while others that work with the same fields do not: emptied or begun anew, as it is elsewhere in the class."""
        method = self.function.node
        if self.kind is None or body is not method.body or method.name == "__init__" or self.function.first is None or not self.begins(body, index):
            return
        for text, likely in self.missing_resets():
            self.insert_before(node, "missing-reset", likely, text)

    def begins(self, body, index):
        """Whether the method begins here, or what it does behind its guards: where a reset stands among the others says little."""
        words = len(body) > 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        guard = lambda s: isinstance(s, ast.If) and not s.orelse and isinstance(s.body[-1], LEAVES)
        before = body[int(words):index]
        return index >= int(words) and (not before or not guard(body[index]) and all(guard(s) for s in before))

    def missing_resets(self):
        if not hasattr(self.function, "wanted_resets"):
            self.function.wanted_resets = list(self.find_resets())[:RESETS]
        return self.function.wanted_resets

    def find_resets(self):
        first = self.function.first
        methods = [m for m in self.kind.body if isinstance(m, (ast.FunctionDef, ast.AsyncFunctionDef)) and m.args.args]
        used = {id(m): used_fields(m) for m in methods}
        own = used.get(id(self.function.node), set())
        found = {}
        for method in methods:
            for statement in ast.walk(method):
                field = reset_field(statement, method.args.args[0].arg)
                if field is not None and field not in own and method.args.args[0].arg == first:
                    found.setdefault(field, []).append((method.name == "__init__", statement.lineno, self.source.text(statement)))
        ranked = []
        for field, (_, line, text) in [(field, min(statements)) for field, statements in found.items()]:
            likely = 0.08 + 0.22 * together(field, own, [used[id(m)] for m in methods if m.name != "__init__" and m is not self.function.node])
            ranked.append((-likely, line, text))
        for likely, _, text in sorted(ranked):
            yield text, -likely


def used_fields(method):
    """Fields of the object itself that a method reads or writes."""
    first = method.args.args[0].arg
    return {n.attr for n in ast.walk(method) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == first}


def together(field, own, others):
    """How sure it is, from 0 to 1, that who works with one of these fields works with that one, too; as far as at least two others do."""
    best = 0.0
    for mine in own:
        having = [fields for fields in others if mine in fields]
        if len(having) > 1:
            best = max(best, sum(field in fields for fields in having) / len(having))
    return best


def reset_field(statement, first):
    """The field that a statement empties or begins anew; None for other statements."""
    target, value = None, None
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) and isinstance(statement.value.func, ast.Attribute) and statement.value.func.attr == "clear" and not statement.value.args:
        target = statement.value.func.value
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, value = statement.targets[0], statement.value
        empty = isinstance(value, (ast.List, ast.Tuple, ast.Set)) and not value.elts or isinstance(value, ast.Dict) and not value.keys
        made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("set", "dict", "list", "deque", "defaultdict", "Counter", "OrderedDict") and all(isinstance(a, ast.Name) for a in value.args) and len(value.args) < 2
        if not (empty or made or isinstance(value, ast.Constant) and (value.value is None or value.value in (0, False, ""))):
            return None
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == first:
        return target.attr
    return None

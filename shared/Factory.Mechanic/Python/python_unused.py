# Edits that use a name which is defined and never read in its file: who wrote it meant it for something. Runs between python_flow.py and python_edits.py in one process.
MOST_UNUSED = 4
MOST_BESIDE = 8


class Unused:
    """What Edits knows about names that nobody reads."""

    def unused_names(self):
        """Names of the top of the file that are never read, with what they hold: a number, a text, several things."""
        if not hasattr(self, "_unused"):
            tree = self.source.tree
            read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)} | told_to_all(tree)
            self._kinds = {name: kind for name, kind in held_by_names(tree)}
            self._unused = {name: kind for name, kind in self._kinds.items() if name not in read}
            self._unused = dict(list(self._unused.items())[:MOST_UNUSED])
        return self._unused

    def unused_for_name(self, node, parent):
        """Another name of the top of the file stands where the unused one was meant."""
        kind = self.unused_names() and self._kinds.get(node.id)
        if kind and node.id not in self.function.names:
            for name, other in self.unused_names().items():
                if other == kind:
                    self.replace(node, "variable", 0.4 * (0.6 + 0.4 * similarity(name, node.id)), name)

    def unused_for_literal(self, node):
        kind = kind_of(node)
        for name, other in self.unused_names().items():
            if other == kind:
                self.replace(node, "constant", 0.35, name)

    def unused_in_condition(self, test):
        """The comparison once more with the unused name, for a case that is told apart elsewhere in the file; or the unused name asked itself."""
        if self.function is None:
            return
        text = self.source.text(test)
        if "\n" in text or len(text) > 120:
            return
        whole = text if isinstance(test, SIMPLE + (ast.Compare, ast.UnaryOp)) else "(" + text + ")"
        either = text if isinstance(test, SIMPLE + (ast.Compare, ast.UnaryOp)) or isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else "(" + text + ")"
        inside = "(%s)" if isinstance(self.parent, (ast.BoolOp, ast.UnaryOp)) else "%s"
        for compared in self.compared_with_unused(test):
            for beside in self.told_apart(test):
                self.replace(test, "added-condition", 0.35, inside % ("%s or (%s and %s)" % (either, beside, compared)))
            self.replace(test, "added-condition", 0.3, inside % ("%s or %s" % (either, compared)))
            self.replace(test, "added-condition", 0.25, inside % ("%s and %s" % (whole, compared)))
        for name, kind in self.unused_names().items():
            if kind == "several":
                for asked in self.function.used(test)[:2] + [a for a in self.function.arguments if a not in self.function.used(test) and a not in ("self", "cls")][:2]:
                    self.replace(test, "added-condition", 0.25, inside % ("%s or %s in %s" % (either, asked, name)))
                    self.replace(test, "added-condition", 0.25, inside % ("%s and %s not in %s" % (whole, asked, name)))
                    self.replace(test, "added-condition", 0.2, inside % ("%s and %s in %s" % (whole, asked, name)))

    def compared_with_unused(self, test):
        """Comparisons of the test with the unused name on the side where a name or a literal of its kind stands."""
        found = []
        for compare in [n for n in ast.walk(test) if isinstance(n, ast.Compare) and len(n.ops) == 1][:2]:
            for side in (compare.comparators[0], compare.left):
                kind = self._side_kind(side)
                start, end = self.source.span(compare)
                a, b = self.source.span(side)
                for name, other in self.unused_names().items():
                    if kind == other:
                        found.append((self.source.data[start:a] + name.encode("utf-8") + self.source.data[b:end]).decode("utf-8"))
        return list(dict.fromkeys(found))[:3]

    def _side_kind(self, side):
        if isinstance(side, ast.Name):
            return self.unused_names() and self._kinds.get(side.id)
        return kind_of(side)

    def told_apart(self, test):
        """Conditions that stand elsewhere, those of the same function first, that only use what is known here."""
        own = {id(n) for n in ast.walk(self.function.node)}
        text = self.source.text(test)
        known = []
        for other, node in self.conditions.items():
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            if other != text and other not in text and len(other) <= 60 and "\n" not in other and all(n in self.function.names or n in self.globals for n in used):
                known.append((id(node) not in own, other if isinstance(node, SIMPLE + (ast.Compare, ast.UnaryOp)) else "(" + other + ")"))
        return [other for _, other in sorted(known, key=lambda k: k[0])][:MOST_BESIDE]


def held_by_names(tree):
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name) and kind_of(node.value):
            yield node.targets[0].id, kind_of(node.value)
        elif isinstance(node, ast.ImportFrom) and node.module == "math":
            yield from ((a.asname or a.name, "number") for a in node.names if a.name in ("inf", "pi", "e", "tau"))


def told_to_all(tree):
    """What a file says that others may take from it, other than constants of its own making."""
    return {c.value for n in tree.body if isinstance(n, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in n.targets) for c in ast.walk(n.value) if isinstance(c, ast.Constant)}


def kind_of(node):
    if isinstance(node, ast.Constant):
        return "number" if type(node.value) in (int, float) else "text" if isinstance(node.value, str) else None
    if isinstance(node, (ast.BinOp, ast.UnaryOp)):
        parts = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.operand]
        return "number" if all(kind_of(p) == "number" for p in parts) else None
    if isinstance(node, (ast.Set, ast.List, ast.Tuple, ast.Dict)):
        return "several"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("set", "frozenset", "dict", "list", "tuple"):
        return "several"
    return None

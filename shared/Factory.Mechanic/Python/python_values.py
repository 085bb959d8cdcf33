# Edits that put another value in a value's place: numbers that people named, bounds, parts of a sequence, what stands beside. Runs between python_statements.py
# and python_edits.py in one process.
NUMBERS_ALIKE = {1000: [1024], 1024: [1000], 60: [3600, 24], 24: [60], 100: [1000, 10], 10: [100, 16], 12: [24], 30: [31], 31: [30], 365: [366], 366: [365], 255: [256], 256: [255], 7: [6, 8], 16: [10], 8: [16], 400: [100]}
SHORT = 40


class Values:
    """What Edits knows about values that may stand for others."""

    def other_values(self, node, parent):
        if self.function is None:
            return
        if isinstance(node, ast.Constant):
            self.named_constants(node)
        elif isinstance(node, ast.Call):
            self.name_for_call(node, parent)
            self.sequence_arguments(node)
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
            self.tuple_index(node.slice)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            self.other_order(node)
        elif isinstance(node, ast.Name) and isinstance(parent, ast.BinOp) and isinstance(node.ctx, ast.Load) and node.id in self.function.numeric:
            self.replace(node, "dropped-operand", 0.05, self.apart(parent, node, node.id + " ** 2"))
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            self.small_sizes(node)

    def other_result(self, node):
        """What a return or an assignment gives, with what stands beside it."""
        value = node.value
        text = self.source.text(value)
        if "\n" in text:
            return
        if isinstance(node, ast.Return):
            self.returned_truth(value)
            if text == "[]":
                self.replace(value, "returned-value", 0.15, "[[]]")
                for name in [a for a in self.function.arguments if a not in ("self", "cls")][:3]:
                    self.replace(value, "returned-value", 0.1, "[%s]" % name)
            if isinstance(value, (ast.List, ast.ListComp, ast.Call, ast.BinOp)):
                for name in self.locals_only()[:4]:
                    if name not in text or isinstance(value, ast.ListComp):
                        self.replace(value, "added-operand", 0.06, "%s + %s" % (name, text if not isinstance(value, ast.BinOp) else "(" + text + ")"))
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(target, (ast.Subscript, ast.Attribute)):
            self.bounded(target, value, text)
        counted = isinstance(target, ast.Name) and (target.id in self.function.numeric or self.function.made.get(target.id) == "0")
        if counted and target.id in self.function.bound_twice and not text.startswith(("max(", "min(")) and not isinstance(value, ast.Constant):
            self.replace(value, "missing-call", 0.16, "max(%s, %s)" % (target.id, text))
            self.replace(value, "missing-call", 0.14, "min(%s, %s)" % (target.id, text))
        if isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Add, ast.Sub)) and not is_text(value):
            self.replace(value, "missing-call", 0.13, "max(0, %s)" % text)

    def bounded(self, target, value, text):
        """What is put where something was: the larger or the smaller of both. Of a tuple that is made of its parts each part may be."""
        old = self.source.text(target)
        if isinstance(value, ast.Tuple):
            holders = {self.source.text(e.value) for i, e in enumerate(value.elts) if isinstance(e, ast.Subscript) and isinstance(e.slice, ast.Constant) and e.slice.value == i}
            for place, part in enumerate(value.elts):
                for holder in sorted(holders) if not isinstance(part, (ast.Constant, ast.Subscript)) and len(value.elts) <= 4 else []:
                    self.replace(part, "missing-call", 0.2, "max(%s[%d], %s)" % (holder, place, self.source.text(part)))
                    self.replace(part, "missing-call", 0.18, "min(%s[%d], %s)" % (holder, place, self.source.text(part)))
        elif isinstance(value, (ast.Name, ast.BinOp)) and not is_text(value) and not text.startswith(("max(", "min(")):
            self.replace(value, "missing-call", 0.1, "max(%s, %s)" % (old, text))
            self.replace(value, "missing-call", 0.09, "min(%s, %s)" % (old, text))

    def returned_truth(self, value):
        """True or False, where the answer lies in what was counted or collected."""
        if not isinstance(value, ast.Constant) or not isinstance(value.value, bool):
            return
        for name in self.locals_only()[:6]:
            if name in self.function.numeric:
                self.replace(value, "returned-value", 0.12, name + (" == 0" if value.value else " != 0"))
            elif name in self.function.filled or name in self.function.made:
                self.replace(value, "returned-value", 0.12, "not " + name if value.value else "bool(%s)" % name)

    def locals_only(self):
        return [n for n in self.function.names if n not in self.function.arguments and n not in ("self", "cls", "_")]

    def named_constants(self, node):
        """A value that has a name in this file, or that the function was given."""
        self.unused_for_literal(node)
        if isinstance(node.value, str) and not isinstance(self.parent, (ast.Expr, ast.JoinedStr)):
            for name in self.given_unread():
                self.replace(node, "constant", 0.25, name)
        if type(node.value) not in (int, float):
            return
        for name in self.given_unread():
            self.replace(node, "constant", 0.35, name)
        for name in [a for a in self.function.arguments if a in self.function.numeric and a in self.function.read][:4]:
            self.replace(node, "constant", 0.05, name)
        for field in self.numeric_fields()[:4]:
            self.replace(node, "constant", 0.06, "%s.%s" % (self.self_name(), field))
        for name in self.module_numbers:
            self.replace(node, "constant", 0.15, name)
        for other in NUMBERS_ALIKE.get(node.value, []) if type(node.value) is int else []:
            self.replace(node, "constant", 0.15, str(other))

    def given_unread(self):
        """What the function is given and never reads."""
        return [a for a in self.function.arguments if a not in self.function.read and a not in ("self", "cls", "_")][:3]

    def numeric_fields(self):
        """Fields of the object itself that hold a number, as far as the class says so."""
        if self.kind is None or self.self_name() is None:
            return []
        found = [n.targets[0].attr for n in ast.walk(self.kind) if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Attribute) and isinstance(n.targets[0].value, ast.Name)
                 and n.targets[0].value.id == "self" and isinstance(n.value, ast.Constant) and type(n.value.value) in (int, float)]
        return list(dict.fromkeys(found))

    def name_for_call(self, node, parent):
        """A value that is worked out anew, where one that has a name was meant."""
        if not isinstance(parent, (ast.BinOp, ast.Call, ast.Compare, ast.Assign, ast.keyword, ast.Return)) or len(self.source.text(node)) > SHORT * 2:
            return
        for name in self.function.names[:12]:
            if name in ("self", "cls", "_") or name in self.function.called or self.function.first_line.get(name, 0) > node.lineno:
                continue
            unread = name in self.function.bound_once_unread
            self.replace(node, "variable", 0.25 if unread else 0.04, name)

    def sequence_arguments(self, node):
        """Of a call of the function itself: the rest of a sequence, and what is left of a number."""
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name != self.function.node.name:
            return
        for argument in node.args:
            if not isinstance(argument, ast.Name):
                continue
            if argument.id not in self.function.numeric:
                self.replace(argument, "slice", 0.2, argument.id + "[1:]")
                self.replace(argument, "slice", 0.1, argument.id + "[:-1]")
            for other in [n for n in self.locals_only() if n != argument.id and (n in self.function.numeric or n in self.function.counts)][:5]:
                self.replace(argument, "added-operand", 0.1, "%s - %s" % (argument.id, other))
                self.replace(argument, "added-operand", 0.06, "%s + %s" % (argument.id, other))

    def tuple_index(self, index):
        for element in index.elts:
            if not isinstance(element, ast.Constant):
                self.nudge(element, 0.25)
        for left, right in zip(index.elts, index.elts[1:]):
            self.swap(index, left, right, "swapped-arguments", 0.15)

    def other_order(self, node):
        """Texts and lists are joined in an order."""
        left, right = self.source.text(node.left), self.source.text(node.right)
        number = lambda n: isinstance(n, ast.Constant) and type(n.value) in (int, float)
        if number(node.left) or number(node.right) or "\n" in left + right or isinstance(node.left, ast.BinOp):
            return
        self.replace(node, "swapped-operands", 0.12, "%s + %s" % (right if isinstance(node.right, SIMPLE) else "(" + right + ")", left))

    def small_sizes(self, node):
        """What holds for nothing may hold for one as well; and what is not there may be empty."""
        left, right = node.left, node.comparators[0]
        text = self.source.text(left)
        if isinstance(right, ast.Constant) and type(right.value) is int and right.value == 0 and isinstance(node.ops[0], ast.Eq):
            self.replace(node, "comparison", 0.25 if text.startswith("len(") else 0.1, text + " <= 1")
        if isinstance(right, ast.Constant) and right.value is None:
            self.replace(node, "condition", 0.15, ("not " if isinstance(node.ops[0], ast.Is) else "") + text)

    def part_of_iterated(self, node):
        """A loop that begins later, or ends earlier, by what the function was given."""
        if isinstance(node.iter, ast.Name):
            for name in [a for a in self.function.arguments if a != node.iter.id and a not in ("self", "cls")][:3]:
                self.replace(node.iter, "slice", 0.1, "%s[%s:]" % (node.iter.id, name))
                self.replace(node.iter, "slice", 0.06, "%s[:%s]" % (node.iter.id, name))

    def kept_by_loop(self, node, body):
        """What a loop reads or the function gives back, and no statement of the loop ever sets: it is set to another name there."""
        inside = {n.id for s in body for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        waiting = [n for n in self.function.made_before if n not in inside and n in self.function.read]
        for name in waiting[:3]:
            for other in [n for n in self.function.names if n != name and n not in ("self", "cls")][:5]:
                yield "%s = %s" % (name, other), 0.2

    def apart(self, parent, node, text):
        return "(" + text + ")" if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow) else text

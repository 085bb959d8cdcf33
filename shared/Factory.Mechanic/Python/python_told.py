# Edits with literals that the report tells: numbers in it, and what it quotes. People wrote it and anyone may have sent it: a text goes into the file as a literal of
# the language and in no other way. Runs between python_values.py and python_edits.py in one process.
MOST_TOLD = 3


def told_literal(value):
    """A number or a text as Python writes it."""
    if isinstance(value, str):
        return repr(value)
    return str(int(value)) if value == int(value) else repr(value)


class Told:
    """What Edits knows about literals of the report."""

    def told_instead(self, node, parent):
        """A literal of the report in place of one of its kind."""
        value = node.value
        if type(value) in (int, float):
            for number in self.told_numbers:
                # One more or one less is likelier than that, and is thought of as such.
                if number != value and not (type(value) is int and abs(number - value) == 1):
                    self.replace(node, "constant", 0.3, told_literal(number))
        elif isinstance(value, str) and not isinstance(parent, (ast.Expr, ast.JoinedStr)):
            for text in self.told_texts:
                if text != value:
                    self.replace(node, "text", 0.08 + 0.12 * similarity(text, value), told_literal(text))
        elif value is None and isinstance(parent, ast.Return):
            for text in self.told_texts[:MOST_TOLD]:
                self.replace(node, "returned-value", 0.1, told_literal(text))

    def told_results(self):
        """What a guard may give back because the report says so: texts, where the function gives back texts or what is not known to be anything else."""
        values = [n.value for n in ast.walk(self.function.node) if isinstance(n, ast.Return) and n.value is not None]
        if not self.told_texts or not values:
            return []
        known = (ast.Compare, ast.BoolOp, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.ListComp, ast.DictComp, ast.SetComp)
        texts = [v for v in values if is_text(v)]
        if not texts and all(isinstance(v, known) or isinstance(v, ast.Constant) and v.value is not None for v in values):
            return []
        return [("return " + told_literal(text), 0.6 if texts else 0.4) for text in self.told_texts[:MOST_TOLD]]

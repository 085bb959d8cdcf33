"""Plain text for terminals."""


def fits(line, word, width):
    return len(line) + 1 + len(word) <= width


def lines_of(words, width, indent=""):
    line = None
    for word in words:
        if line is None:
            line = indent + word
        elif fits(line, word, width):
            line += " " + word
        else:
            yield line
            line = indent + word
    if line is not None:
        yield line


def wrap(text, width=72, indent=0):
    return " " * indent + "\n".join(lines_of(text.split(), width))


def item(text, width=72):
    """A list item whose text hangs under its first line."""
    return "- " + wrap(text, width, 2).lstrip()


def box(text, width=20):
    inner = [line.ljust(width - 4) for line in lines_of(text.split(), width - 4)]
    edge = "+" + "-" * (width - 2) + "+"
    return "\n".join([edge, *(f"| {line} |" for line in inner), edge])

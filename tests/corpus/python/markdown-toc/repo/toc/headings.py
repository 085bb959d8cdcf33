"""Headings of a Markdown document, as a table of contents."""


def headings(text):
    found = []
    in_code = False
    for line in text.split("\n"):
        if line.startswith("```"):
            in_code = not in_code
        if in_code or not line.startswith("#"):
            continue
        level = len(line) - len(line.lstrip("#"))
        if level > 6 or line[level:level + 1] != " ":
            continue
        found.append((level, line[level + 2:].strip()))
    return found


def anchor(title):
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -")
    return kept.replace(" ", "-")


def toc(text):
    lines = []
    for level, title in headings(text):
        lines.append("  " * (level - 1) + f"- [{title}](#{anchor(title)})")
    return "\n".join(lines)

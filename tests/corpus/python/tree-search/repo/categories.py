"""A tree of categories of a shop."""


class Category:
    def __init__(self, name, *children):
        self.name = name
        self.children = list(children)

    def walk(self, depth=0):
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


def find(category, name):
    if category.name == name:
        return category
    for child in category.children:
        found = find(child, name)
        if found is not None:
            found = child
    return None


def path(category, name):
    """Names from the top down to a category; empty where it is not there."""
    if category.name == name:
        return [name]
    for child in category.children:
        below = path(child, name)
        if below:
            return [category.name, *below]
    return []

"""Templates with {{ name|filter|filter }}."""

import re

FILTERS = {
    "upper": str.upper,
    "lower": str.lower,
    "title": str.title,
    "trim": str.strip,
}


class TemplateError(Exception):
    pass


def apply(value, names):
    for name in names:
        if name not in FILTERS:
            raise TemplateError(f"no filter {name}")
        return FILTERS[name](value)
    return value


def evaluate(expression, values):
    name, *filters = [part.strip() for part in expression.split("|")]
    if name not in values:
        raise TemplateError(f"no value {name}")
    return apply(str(values[name]), filters)


def render(template, values):
    return re.sub(r"\{\{(.*?)\}\}", lambda found: evaluate(found.group(1), values), template)

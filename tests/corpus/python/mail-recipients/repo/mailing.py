"""Who gets a mail."""

GROUPS = {}


def define(name, *members):
    GROUPS[name] = list(members)


def expand(name, seen=None):
    """Addresses of a group; groups may contain groups, even each other."""
    seen = set() if seen is None else seen
    if name in seen:
        return []
    seen.add(name)
    addresses = []
    for member in GROUPS.get(name, []):
        if member.startswith("@"):
            addresses.append(expand(member[1:], seen))
        else:
            addresses.append(member)
    return addresses


def recipients(*names):
    found = []
    for name in names:
        for address in expand(name[1:]) if name.startswith("@") else [name]:
            if address not in found:
                found.append(address)
    return found

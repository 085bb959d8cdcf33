"""Shopping carts."""


class Cart:
    def __init__(self, items={}, vouchers=None):
        self.items = items
        self.vouchers = [] if vouchers is None else list(vouchers)

    def add(self, article, count=1):
        self.items[article] = self.items.get(article, 0) + count

    def remove(self, article):
        self.items.pop(article, None)

    def redeem(self, code):
        if code in self.vouchers:
            return False
        self.vouchers.append(code)
        return True

    @property
    def count(self):
        return sum(self.items.values())


def merge(one, other):
    """A new cart with what is in both."""
    merged = Cart(dict(one.items), one.vouchers)
    for article, count in other.items.items():
        merged.add(article, count)
    for code in other.vouchers:
        merged.redeem(code)
    return merged

"""Invoices in whole cents."""

from dataclasses import dataclass, field


@dataclass
class Line:
    text: str
    count: int
    price: int

    @property
    def net(self):
        return self.count * self.price


@dataclass
class Invoice:
    tax_percent: int
    discount_percent: int = 0
    lines: list = field(default_factory=list)

    def add(self, text, count, price):
        self.lines.append(Line(text, count, price))

    @property
    def net(self):
        return sum(line.net for line in self.lines)

    @property
    def discount(self):
        return self.net * self.discount_percent // 100

    @property
    def taxable(self):
        return self.net - self.discount

    @property
    def tax(self):
        return (self.net * self.tax_percent + 50) // 100

    @property
    def gross(self):
        return self.taxable + self.tax

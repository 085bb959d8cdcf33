"""Pages of a long list."""


class Pager:
    def __init__(self, count, per_page=10):
        self.count = count
        self.per_page = per_page

    @property
    def pages(self):
        return (self.count + self.per_page - 1) / self.per_page

    def bounds(self, page):
        """First and last entry of a page, both from 1."""
        if not 1 <= page <= self.pages:
            raise IndexError(page)
        first = (page - 1) * self.per_page + 1
        return first, min(self.count, page * self.per_page)

    def links(self, page, around=2):
        """Page numbers to show, None for what is left out."""
        shown = sorted({1, self.pages, *range(max(1, page - around), min(self.pages, page + around) + 1)})
        links = []
        for number in shown:
            if links and links[-1] is not None and number > links[-1] + 1:
                links.append(None)
            links.append(number)
        return links

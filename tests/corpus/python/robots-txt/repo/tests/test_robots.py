import unittest

from robots import Robots

TEXT = """
User-agent: greedy
User-agent: rude
Disallow: /

User-agent: *
Disallow: /private
Allow: /private/press
"""


class RobotsTest(unittest.TestCase):
    def test_open(self):
        self.assertTrue(Robots(TEXT).may_visit("anyone", "/index.html"))

    def test_closed(self):
        self.assertFalse(Robots(TEXT).may_visit("anyone", "/private/a"))

    def test_longest_rule(self):
        self.assertTrue(Robots(TEXT).may_visit("anyone", "/private/press/1"))

    def test_named(self):
        self.assertFalse(Robots(TEXT).may_visit("Greedy", "/index.html"))
        self.assertFalse(Robots(TEXT).may_visit("rude", "/index.html"))

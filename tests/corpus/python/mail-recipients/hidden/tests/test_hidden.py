import unittest

from mailing import define, expand, recipients


class HiddenTest(unittest.TestCase):
    def test_each_other(self):
        define("a", "1@x", "@b")
        define("b", "2@x", "@a", "3@x")
        self.assertEqual(expand("a"), ["1@x", "2@x", "3@x"])

    def test_three_levels(self):
        define("low", "l@x")
        define("mid", "@low", "m@x")
        define("top", "@mid", "@low")
        self.assertEqual(recipients("@top", "m@x", "n@x"), ["l@x", "m@x", "n@x"])

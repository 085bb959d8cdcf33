import unittest

from table import read, write


class HiddenTest(unittest.TestCase):
    def test_round_trips(self):
        for field in ('"', "\n", ",", 'a"b', "a\n", "\n,", '",\n', "plain"):
            self.assertEqual(read(write([[field, "end"]])), [[field, "end"]])

    def test_no_needless_quotes(self):
        self.assertEqual(write([["plain text", "1.5"]]), "plain text,1.5\n")

    def test_single_signs(self):
        self.assertEqual(write([['a"b']]), '"a""b"\n')

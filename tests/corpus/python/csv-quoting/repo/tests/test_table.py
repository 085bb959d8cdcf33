import unittest

from table import read, write


class TableTest(unittest.TestCase):
    def test_plain(self):
        self.assertEqual(write([["a", "b"], ["c", ""]]), "a,b\nc,\n")

    def test_quotes(self):
        self.assertEqual(write([['say "hi", you']]), '"say ""hi"", you"\n')

    def test_line_break(self):
        self.assertEqual(read(write([["two\nlines", "x"]])), [["two\nlines", "x"]])

    def test_read(self):
        self.assertEqual(read('a,"b,c"\n'), [["a", "b,c"]])

import unittest

from toc.headings import headings, toc


class HiddenTest(unittest.TestCase):
    def test_single_letters(self):
        self.assertEqual(headings("# X\n###### Y\n####### no"), [(1, "X"), (6, "Y")])

    def test_spaces(self):
        self.assertEqual(headings("##   wide  "), [(2, "wide")])

    def test_toc(self):
        self.assertEqual(toc("## Use it"), "  - [Use it](#use-it)")

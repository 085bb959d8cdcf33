import unittest

from toc.headings import anchor, headings, toc


class HeadingsTest(unittest.TestCase):
    def test_levels(self):
        self.assertEqual(headings("# Install\ntext\n## From source"), [(1, "Install"), (2, "From source")])

    def test_code_is_left_out(self):
        self.assertEqual(headings("```\n# no\n```"), [])

    def test_hash_without_space(self):
        self.assertEqual(headings("#hashtag"), [])

    def test_anchor(self):
        self.assertEqual(anchor("What's new?"), "whats-new")

    def test_toc(self):
        self.assertEqual(toc("# A b\n### C"), "- [A b](#a-b)\n    - [C](#c)")

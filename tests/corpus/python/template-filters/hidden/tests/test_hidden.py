import unittest

from templates import TemplateError, render


class HiddenTest(unittest.TestCase):
    def test_order(self):
        self.assertEqual(render("{{ x|title|upper }}-{{ x|upper|lower }}", {"x": "aB"}), "AB-ab")

    def test_three(self):
        self.assertEqual(render("<{{ x|trim|lower|title }}>", {"x": "  QUITE so "}), "<Quite So>")

    def test_unknown_filter(self):
        with self.assertRaises(TemplateError):
            render("{{ x|lower|shout }}", {"x": "a"})

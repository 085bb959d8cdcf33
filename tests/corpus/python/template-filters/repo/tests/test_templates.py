import unittest

from templates import TemplateError, render


class TemplatesTest(unittest.TestCase):
    def test_plain(self):
        self.assertEqual(render("Hi {{ name }}!", {"name": "Ada"}), "Hi Ada!")

    def test_filter(self):
        self.assertEqual(render("{{ name|upper }}", {"name": "Ada"}), "ADA")

    def test_two_filters(self):
        self.assertEqual(render("{{ name|lower|title }}", {"name": "ADA LOVELACE"}), "Ada Lovelace")

    def test_unknown_value(self):
        with self.assertRaises(TemplateError):
            render("{{ x }}", {})

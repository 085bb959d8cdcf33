import unittest

from signup.rules import is_accepted, problems


class HiddenTest(unittest.TestCase):
    def test_digits_alone(self):
        self.assertEqual(problems("1234567890"), ["needs letters and digits"])

    def test_neither(self):
        self.assertIn("needs letters and digits", problems("--------"))

    def test_both(self):
        self.assertTrue(is_accepted("x1y2z3w4"))

    def test_common(self):
        self.assertEqual(problems("Password1"), ["too common"])

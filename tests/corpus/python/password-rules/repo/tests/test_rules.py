import unittest

from signup.rules import is_accepted, problems


class RulesTest(unittest.TestCase):
    def test_good(self):
        self.assertTrue(is_accepted("grapes42fall"))

    def test_letters_alone(self):
        self.assertEqual(problems("abcdefgh"), ["needs letters and digits"])

    def test_short(self):
        self.assertEqual(problems("a1"), ["too short"])

    def test_user_name(self):
        self.assertEqual(problems("anna4711xx", "Anna"), ["contains the user name"])

import unittest

from modes import as_text, grant, revoke


class HiddenTest(unittest.TestCase):
    def test_revoke_what_is_not_there(self):
        self.assertEqual(revoke(0o444, "w", "ugo"), 0o444)

    def test_revoke_several(self):
        self.assertEqual(revoke(0o777, "rwx", "o"), 0o770)
        self.assertEqual(as_text(revoke(0o755, "x", "g")), "rwxr--r-x")

    def test_round_trip(self):
        self.assertEqual(revoke(grant(0o600, "x", "u"), "x", "u"), 0o600)

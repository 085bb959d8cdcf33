import unittest

from modes import as_text, can, grant, revoke


class ModesTest(unittest.TestCase):
    def test_grant(self):
        self.assertEqual(grant(0o600, "r", "go"), 0o644)

    def test_revoke(self):
        self.assertEqual(revoke(0o666, "w", "go"), 0o644)

    def test_text(self):
        self.assertEqual(as_text(0o754), "rwxr-xr--")

    def test_can(self):
        self.assertTrue(can(0o100, "x", "u"))
        self.assertFalse(can(0o100, "x", "o"))

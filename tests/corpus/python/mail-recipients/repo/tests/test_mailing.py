import unittest

from mailing import define, expand, recipients


class MailingTest(unittest.TestCase):
    def setUp(self):
        define("dev", "ada@x.org", "bob@x.org")
        define("all", "@dev", "eve@x.org")

    def test_plain_group(self):
        self.assertEqual(expand("dev"), ["ada@x.org", "bob@x.org"])

    def test_group_in_group(self):
        self.assertEqual(expand("all"), ["ada@x.org", "bob@x.org", "eve@x.org"])

    def test_single(self):
        self.assertEqual(recipients("zoe@x.org"), ["zoe@x.org"])

    def test_unknown(self):
        self.assertEqual(expand("nobody"), [])

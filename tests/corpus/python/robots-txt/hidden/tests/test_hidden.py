import unittest

from robots import Robots


class HiddenTest(unittest.TestCase):
    def test_groups_are_apart(self):
        robots = Robots("User-agent: a\nDisallow: /a\nUser-agent: b\nDisallow: /b\n")
        self.assertTrue(robots.may_visit("b", "/a"))
        self.assertFalse(robots.may_visit("b", "/b"))
        self.assertFalse(robots.may_visit("a", "/a"))
        self.assertTrue(robots.may_visit("a", "/b"))

    def test_shared_group(self):
        robots = Robots("User-agent: a\nUser-agent: b\nUser-agent: c\nDisallow: /x\n")
        self.assertEqual([robots.may_visit(agent, "/x/1") for agent in "abcd"], [False, False, False, True])

    def test_empty(self):
        self.assertTrue(Robots("").may_visit("a", "/"))

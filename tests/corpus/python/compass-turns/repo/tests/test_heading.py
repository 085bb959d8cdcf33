import unittest

from rover.heading import after, name, shortest_turn


class HeadingTest(unittest.TestCase):
    def test_no_turn(self):
        self.assertEqual(shortest_turn(0, 0), 0)

    def test_right_over_north(self):
        self.assertEqual(shortest_turn(350, 10), 20)

    def test_left_over_north(self):
        self.assertEqual(shortest_turn(10, 350), -20)

    def test_several(self):
        self.assertEqual(after(0, [90, 90, -45]), 135)

    def test_names(self):
        self.assertEqual([name(d) for d in (0, 44, 181, 350)], ["N", "NE", "S", "N"])

import unittest

from rover.heading import after, shortest_turn


class HiddenTest(unittest.TestCase):
    def test_turns_lead_there(self):
        for current in range(0, 360, 37):
            for wanted in range(0, 360, 29):
                turn = shortest_turn(current, wanted)
                self.assertTrue(-180 < turn <= 180)
                self.assertEqual(after(current, [turn]), wanted)

    def test_half_turn(self):
        self.assertEqual(shortest_turn(90, 270), 180)

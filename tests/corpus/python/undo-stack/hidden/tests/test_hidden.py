import unittest

from editor import Editor


class HiddenTest(unittest.TestCase):
    def test_deleting_forgets_redo(self):
        editor = Editor("abc")
        editor.delete(0, 1)
        editor.undo()
        editor.delete(2, 3)
        self.assertFalse(editor.redo())
        self.assertEqual(editor.text, "ab")
        self.assertTrue(editor.undo())
        self.assertEqual(editor.text, "abc")

    def test_redo_several(self):
        editor = Editor()
        for sign in "xyz":
            editor.insert(len(editor.text), sign)
        while editor.undo():
            pass
        self.assertEqual([editor.redo() for _ in range(4)], [True, True, True, False])
        self.assertEqual(editor.text, "xyz")

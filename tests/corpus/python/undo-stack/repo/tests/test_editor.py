import unittest

from editor import Editor


class EditorTest(unittest.TestCase):
    def test_undo(self):
        editor = Editor("ac")
        editor.insert(1, "b")
        editor.undo()
        self.assertEqual(editor.text, "ac")

    def test_redo(self):
        editor = Editor("ac")
        editor.insert(1, "b")
        editor.undo()
        self.assertTrue(editor.redo())
        self.assertEqual(editor.text, "abc")

    def test_typing_forgets_redo(self):
        editor = Editor("")
        editor.insert(0, "one")
        editor.undo()
        editor.insert(0, "two")
        self.assertFalse(editor.redo())

    def test_delete(self):
        editor = Editor("hello")
        editor.delete(1, 4)
        self.assertEqual(editor.text, "ho")

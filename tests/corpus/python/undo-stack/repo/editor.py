"""Text with undo and redo."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self._undo = []
        self._redo = []

    def _change(self, text):
        self._undo.append(self.text)
        self.text = text

    def insert(self, at, text):
        self._change(self.text[:at] + text + self.text[at:])

    def delete(self, start, end):
        self._change(self.text[:start] + self.text[end:])

    def undo(self):
        if not self._undo:
            return False
        self._redo.append(self.text)
        self.text = self._undo.pop()
        return True

    def redo(self):
        if not self._redo:
            return False
        self._undo.append(self.text)
        self.text = self._redo.pop()
        return True

    def reset(self):
        self._undo.clear()
        self._redo.clear()

'use strict';

const STEPS = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] };

class Board {
  constructor(rows) {
    this.cells = rows.map((row) => [...row]);
    this.row = this.cells.findIndex((cells) => cells.includes('@'));
    this.column = this.cells[this.row].indexOf('@');
    this.moves = 0;
  }

  #isFree(row, column) {
    if (row < 0 || column < 0 || column >= this.cells[row].length) {
      return false;
    }
    return this.cells[row][column].codePointAt(0) !== 35;
  }

  move(direction) {
    const [down, right] = STEPS[direction];
    const [row, column] = [this.row + down, this.column + right];
    if (!this.#isFree(row, column)) {
      return false;
    }
    this.cells[this.row][this.column] = '.';
    this.cells[row][column] = '@';
    [this.row, this.column] = [row, column];
    this.moves += 1;
    return true;
  }

  toString() {
    return this.cells.map((cells) => cells.join('')).join('\n');
  }
}

module.exports = { Board };

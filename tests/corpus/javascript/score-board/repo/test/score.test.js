'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { ScoreBoard } = require('../src/score');

test('points add up', () => {
  const board = new ScoreBoard();
  board.score('ada', 2);
  board.score('ada', 3);
  assert.strictEqual(board.total('ada'), 5);
});

test('penalties', () => {
  const board = new ScoreBoard();
  board.score('ada', 3);
  board.penalty('ada', 2);
  assert.strictEqual(board.total('ada'), 1);
});

test('ranking', () => {
  const board = new ScoreBoard();
  board.score('bob', 1);
  board.score('ada', 2);
  assert.deepStrictEqual(board.ranking(), ['ada', 'bob']);
});

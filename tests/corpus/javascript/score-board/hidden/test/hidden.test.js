'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { ScoreBoard } = require('../src/score');

test('below zero', () => {
  const board = new ScoreBoard();
  board.penalty('x', 4);
  assert.strictEqual(board.total('x'), -4);
});

test('penalties change the ranking', () => {
  const board = new ScoreBoard();
  board.score('a', 10);
  board.score('b', 7);
  board.score('c', 7);
  board.penalty('a', 3);
  assert.deepStrictEqual(board.ranking(), ['b', 'c', 'a']);
});

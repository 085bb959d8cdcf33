'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Board } = require('../src/board');

test('moves', () => {
  const board = new Board(['@.', '..']);
  assert.strictEqual(board.move('right'), true);
  assert.strictEqual(board.toString(), '.@\n..');
});

test('walls', () => {
  assert.strictEqual(new Board(['@#']).move('right'), false);
});

test('off the left and upper edge', () => {
  const board = new Board(['@.', '..']);
  assert.deepStrictEqual([board.move('up'), board.move('left')], [false, false]);
});

test('off the lower edge', () => {
  assert.strictEqual(new Board(['@.']).move('down'), false);
});

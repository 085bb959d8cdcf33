'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Board } = require('../src/board');

test('a walk along the edges', () => {
  const board = new Board(['@..', '...']);
  const walk = ['down', 'down', 'right', 'right', 'right', 'up', 'up', 'left'];
  assert.deepStrictEqual(walk.map((step) => board.move(step)), [true, false, true, true, false, true, false, true]);
  assert.strictEqual(board.moves, 5);
  assert.strictEqual(board.toString(), '.@.\n...');
});

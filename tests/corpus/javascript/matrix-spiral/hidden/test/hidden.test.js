'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { spiral } = require('../src/spiral');

test('a column', () => {
  assert.deepStrictEqual(spiral([[1], [2], [3]]), [1, 2, 3]);
});

test('all numbers once', () => {
  for (const [rows, columns] of [[2, 2], [3, 4], [5, 2], [4, 4], [1, 6]]) {
    const matrix = Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => r * columns + c));
    assert.deepStrictEqual([...spiral(matrix)].sort((a, b) => a - b), [...Array(rows * columns).keys()]);
  }
  assert.deepStrictEqual(spiral([[1, 2], [3, 4], [5, 6]]), [1, 2, 4, 6, 5, 3]);
});

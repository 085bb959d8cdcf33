'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { spiral } = require('../src/spiral');

test('one row', () => {
  assert.deepStrictEqual(spiral([[1, 2, 3]]), [1, 2, 3]);
});

test('a square', () => {
  assert.deepStrictEqual(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), [1, 2, 3, 6, 9, 8, 7, 4, 5]);
});

test('nothing', () => {
  assert.deepStrictEqual(spiral([]), []);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { multiply, factorial, choose, permutations } = require('../src/combinatorics');

test('multiply', () => {
  assert.strictEqual(multiply([2, 3, 7]), 42);
});

test('choose', () => {
  assert.strictEqual(choose(5, 2), 10);
  assert.strictEqual(choose(5, 6), 0);
});

test('permutations', () => {
  assert.strictEqual(permutations(['a', 'b', 'c']).length, 6);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { multiply, factorial } = require('../src/combinatorics');

test('nothing and zero', () => {
  assert.strictEqual(multiply([]), 1);
  assert.strictEqual(multiply([5, 0, 3]), 0);
  assert.strictEqual(multiply([-2, 4]), -8);
});

test('factorials', () => {
  assert.deepStrictEqual([0, 1, 5, 10].map(factorial), [1, 1, 120, 3628800]);
});

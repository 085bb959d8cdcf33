'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { nextDelay, run } = require('../src/retry');

test('delays grow', () => {
  assert.deepStrictEqual([1, 2, 3].map((n) => nextDelay(n, 503)), [100, 200, 400]);
});

test('gives up', () => {
  assert.strictEqual(nextDelay(5, 503), null);
});

test('not found is final', () => {
  assert.strictEqual(run(() => 404).attempts, 1);
});

test('in the end it works', () => {
  assert.deepStrictEqual(run((n) => (n < 3 ? 500 : 200)), { status: 200, attempts: 3, waited: [100, 200] });
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { nextDelay, run } = require('../src/retry');

test('all final ones', () => {
  for (const status of [400, 401, 403, 404, 410]) {
    assert.strictEqual(nextDelay(1, status), null);
  }
  assert.strictEqual(nextDelay(1, 429), 100);
});

test('final in between', () => {
  assert.deepStrictEqual(run((n) => (n === 1 ? 500 : 401)), { status: 401, attempts: 2, waited: [100] });
});

test('longest', () => {
  assert.strictEqual(nextDelay(8, 500, { most: 20, longest: 1000 }), 1000);
});

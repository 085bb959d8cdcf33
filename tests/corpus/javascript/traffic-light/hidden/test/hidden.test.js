'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Light } = require('../src/light');

test('a whole round', () => {
  const light = new Light();
  const seen = [];
  for (let n = 0; n < 5; n++) {
    seen.push(light.state);
    light.next();
  }
  assert.deepStrictEqual(seen, ['red', 'red-yellow', 'green', 'yellow', 'red']);
});

test('by time', () => {
  const light = new Light();
  assert.deepStrictEqual([30, 2, 25, 3, 1].map((s) => light.tick(s)), ['red-yellow', 'green', 'yellow', 'red', 'red']);
  assert.strictEqual(light.left, 29);
});

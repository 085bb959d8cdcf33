'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { fromHex, toHex, mix } = require('../src/colour');

test('round trips', () => {
  for (const hex of ['#000000', '#ffffff', '#123456', '#00ff00', '#ff0000', '#0000ff', '#a0b1c2']) {
    assert.strictEqual(toHex(fromHex(hex)), hex);
  }
});

test('mix', () => {
  assert.strictEqual(mix('#ff0000', '#00ff00'), '#7f7f00');
});

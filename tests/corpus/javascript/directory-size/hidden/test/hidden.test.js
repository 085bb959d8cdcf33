'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { sizeOf, depth } = require('../src/folders');

const file = { name: 'f', size: 1 };

test('empty folders inside', () => {
  assert.strictEqual(depth({ name: 'x', entries: [{ name: 'y', entries: [] }, file] }), 1);
  assert.strictEqual(depth({ name: 'x', entries: [{ name: 'y', entries: [{ name: 'z', entries: [] }] }] }), 2);
  assert.strictEqual(depth(file), 0);
});

test('sizes', () => {
  assert.strictEqual(sizeOf({ name: 'e', entries: [] }), 0);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { sizeOf, depth, largest } = require('../src/folders');

const home = { name: 'home', entries: [{ name: 'a.txt', size: 3 }, { name: 'photos', entries: [{ name: 'cat.jpg', size: 90 }] }] };

test('size', () => {
  assert.strictEqual(sizeOf(home), 93);
});

test('depth', () => {
  assert.strictEqual(depth(home), 2);
});

test('an empty folder has no depth', () => {
  assert.strictEqual(depth({ name: 'e', entries: [] }), 0);
});

test('largest', () => {
  assert.deepStrictEqual(largest(home, 1), ['home/photos/cat.jpg']);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { merge, get, layers } = require('../src/config');

test('merges sections', () => {
  assert.deepStrictEqual(merge({ a: { x: 1, y: 2 } }, { a: { y: 3 } }), { a: { x: 1, y: 3 } });
});

test('null takes a section away', () => {
  assert.deepStrictEqual(merge({ a: { x: 1 } }, { a: null }), { a: null });
});

test('lists are replaced', () => {
  assert.deepStrictEqual(merge({ a: [1, 2] }, { a: [3] }), { a: [3] });
});

test('get', () => {
  assert.strictEqual(get({ a: { b: 0 } }, 'a.b', 5), 0);
  assert.strictEqual(get({ a: {} }, 'a.b.c', 5), 5);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { LruCache } = require('../src/lru');

test('order of use', () => {
  const cache = new LruCache(3);
  ['x', 'y', 'z'].forEach((key) => cache.set(key, key));
  assert.strictEqual(cache.get('x'), 'x');
  assert.strictEqual(cache.get('y'), 'y');
  assert.deepStrictEqual(cache.keys, ['z', 'x', 'y']);
  cache.set('w', 'w');
  assert.strictEqual(cache.get('z'), undefined);
});

test('reading does not lose anything', () => {
  const cache = new LruCache(2);
  cache.set('k', undefined);
  cache.get('k');
  assert.deepStrictEqual(cache.keys, ['k']);
});

test('setting again is use', () => {
  const cache = new LruCache(2);
  cache.set('a', 1);
  cache.set('b', 1);
  cache.set('a', 2);
  cache.set('c', 1);
  assert.deepStrictEqual(cache.keys, ['a', 'c']);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { LruCache } = require('../src/lru');

test('keeps to its capacity', () => {
  const cache = new LruCache(2);
  ['a', 'b', 'c'].forEach((key) => cache.set(key, key));
  assert.deepStrictEqual(cache.keys, ['b', 'c']);
});

test('reading is use', () => {
  const cache = new LruCache(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  assert.deepStrictEqual(cache.keys, ['a', 'c']);
});

test('counts', () => {
  const cache = new LruCache(1);
  cache.set('a', 1);
  cache.get('a');
  cache.get('b');
  assert.deepStrictEqual([cache.hits, cache.misses], [1, 1]);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Tags } = require('../src/tags');

test('add', () => {
  assert.strictEqual(new Tags(['A b', 'c']).toString(), 'a-b, c');
});

test('once', () => {
  assert.strictEqual(new Tags(['news', 'News ']).toString(), 'news');
});

test('prefix', () => {
  assert.deepStrictEqual(new Tags(['java', 'javascript', 'perl']).startingWith('java'), ['java', 'javascript']);
});

test('remove', () => {
  assert.strictEqual(new Tags(['a', 'b']).remove('a').remove('z').toString(), 'b');
});

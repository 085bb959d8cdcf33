'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { excerpt, highlight } = require('../src/excerpt');

test('short text stays', () => {
  assert.strictEqual(excerpt('  a   b ', 10), 'a b');
});

test('a long word', () => {
  assert.strictEqual(excerpt('abcdefghijklmnop', 10), 'abcdefg...');
});

test('whole words', () => {
  assert.strictEqual(excerpt('one two three four', 12), 'one two...');
});

test('highlight', () => {
  assert.strictEqual(highlight('The Cat sat', 'cat'), 'The [Cat] sat');
  assert.strictEqual(highlight('The Cat sat', 'dog'), 'The Cat sat');
});

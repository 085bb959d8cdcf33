'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { excerpt } = require('../src/excerpt');

test('never longer', () => {
  const text = 'It was the best of times, it was the worst of times';
  for (let limit = 5; limit < 60; limit++) {
    assert.ok(excerpt(text, limit).length <= limit, `limit ${limit}`);
  }
});

test('exactly as long', () => {
  assert.strictEqual(excerpt('abcdefgh', 8), 'abcdefgh');
  assert.strictEqual(excerpt('abcdefghi', 8), 'abcde...');
});

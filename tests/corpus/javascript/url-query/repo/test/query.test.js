'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { parseQuery, firstOf, formatQuery } = require('../src/query');

test('names and values', () => {
  assert.deepStrictEqual(parseQuery('?a=1&b=2'), { a: '1', b: '2' });
});

test('no value', () => {
  assert.deepStrictEqual(parseQuery('debug'), { debug: '' });
});

test('equals signs in values', () => {
  assert.deepStrictEqual(parseQuery('q=x=y'), { q: 'x=y' });
});

test('first', () => {
  assert.strictEqual(firstOf('', 'a'), undefined);
});

test('format', () => {
  assert.strictEqual(formatQuery({ a: ['1', '2'], 'b c': '&' }), 'a=1&a=2&b%20c=%26');
});

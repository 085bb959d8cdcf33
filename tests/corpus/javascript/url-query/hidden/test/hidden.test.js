'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { parseQuery, firstOf, formatQuery } = require('../src/query');

test('lists', () => {
  assert.deepStrictEqual(parseQuery('t=a+b&t=%C3%A9&t='), { t: ['a b', 'é', ''] });
  assert.strictEqual(firstOf('t=7&t=8', 't'), '7');
});

test('round trip', () => {
  const values = { name: 'Ada & Bob', sum: '1+1=2', tags: ['x', 'y'] };
  assert.deepStrictEqual(parseQuery(formatQuery(values)), values);
});

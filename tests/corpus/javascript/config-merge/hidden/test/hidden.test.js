'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { merge, get, layers } = require('../src/config');

test('null and back', () => {
  assert.deepStrictEqual(layers({ s: { a: 1 } }, { s: null }, { s: { b: 2 } }), { s: { b: 2 } });
});

test('null deep inside', () => {
  assert.deepStrictEqual(merge({ s: { t: { u: 1 }, v: 2 } }, { s: { t: null } }), { s: { t: null, v: 2 } });
  assert.strictEqual(get({ s: null }, 's.t', 'none'), 'none');
});

test('sections replace values', () => {
  assert.deepStrictEqual(merge({ a: 1 }, { a: { b: 1 } }), { a: { b: 1 } });
});

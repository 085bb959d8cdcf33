'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { label } = require('../src/labels');

test('null and country', () => {
  assert.strictEqual(label({ name: 'C', address: null, country: 'FR' }), 'C\nFR');
});

test('parts of an address', () => {
  assert.strictEqual(label({ name: 'D', address: { city: 'Rom' } }), 'D\nRom');
  assert.strictEqual(label({ name: 'E', address: {} }), 'E');
});

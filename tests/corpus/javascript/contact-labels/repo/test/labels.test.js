'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { label, byCity } = require('../src/labels');

test('whole', () => {
  const contact = { name: 'Ada', address: { street: 'Main St 1', zip: '123', city: 'Ulm' } };
  assert.strictEqual(label(contact), 'Ada\nMain St 1\n123 Ulm');
});

test('without an address', () => {
  assert.strictEqual(label({ name: 'Bob' }), 'Bob');
});

test('by city', () => {
  assert.deepStrictEqual(byCity([{ name: 'A', address: { city: 'X' } }, { name: 'B' }]), { X: ['A'], unknown: ['B'] });
});

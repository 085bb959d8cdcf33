'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { formatPrice } = require('../src/prices');

test('german', () => {
  assert.strictEqual(formatPrice(123450, 'EUR', 'de'), '1.234,50 EUR');
});

test('english', () => {
  assert.strictEqual(formatPrice(99, 'USD', 'en'), 'USD 0.99');
});

test('negative', () => {
  assert.strictEqual(formatPrice(-500, 'GBP', 'en'), '-GBP 5.00');
});

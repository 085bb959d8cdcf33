'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { formatPrice } = require('../src/prices');

test('all of them', () => {
  assert.strictEqual(formatPrice(123456789, 'USD', 'en'), 'USD 1,234,567.89');
  assert.strictEqual(formatPrice(123456789, 'EUR', 'de'), '1.234.567,89 EUR');
  assert.strictEqual(formatPrice(100005, 'CHF', 'ch'), "1'000.05 CHF");
  assert.strictEqual(formatPrice(-7, 'EUR', 'de'), '-0,07 EUR');
});

test('unknown places', () => {
  assert.strictEqual(formatPrice(100, 'XXX', 'zz'), 'XXX 1.00');
});

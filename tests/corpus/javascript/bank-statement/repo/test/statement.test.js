'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { statement, lowest } = require('../src/statement');

const bookings = [{ day: '01', text: 'rent', amount: -80000 }, { day: '03', text: 'wages', amount: 210050 }];

test('balances', () => {
  assert.deepStrictEqual(statement(50000, bookings), ['01 rent -800.00 -300.00', '03 wages 2100.50 1800.50', 'closing 1800.50']);
});

test('no bookings', () => {
  assert.deepStrictEqual(statement(5, []), ['closing 0.05']);
});

test('lowest', () => {
  assert.strictEqual(lowest(50000, bookings), -30000);
});

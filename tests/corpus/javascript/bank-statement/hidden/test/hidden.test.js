'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { statement } = require('../src/statement');

test('each line', () => {
  const lines = statement(0, [1, 2, 3, -6].map((amount, n) => ({ day: `0${n}`, text: 'x', amount: amount * 100 })));
  assert.deepStrictEqual(lines.map((line) => line.split(' ').at(-1)), ['1.00', '3.00', '6.00', '0.00', '0.00']);
});

test('one', () => {
  assert.deepStrictEqual(statement(-100, [{ day: '9', text: 'fee', amount: -50 }]), ['9 fee -0.50 -1.50', 'closing -1.50']);
});

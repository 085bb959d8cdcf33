'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { interest, schedule, totalInterest } = require('../src/loan');

test('interest of a month', () => {
  assert.strictEqual(interest(120000, 6), 600);
});

test('without interest', () => {
  assert.deepStrictEqual(schedule(250, 0, 100).map((m) => m.debt), [150, 50, 0]);
});

test('with interest', () => {
  const months = schedule(100000, 12, 34002);
  assert.deepStrictEqual(months.map((m) => m.debt), [66998, 33666, 1, 0]);
  assert.strictEqual(totalInterest(months), 2007);
});

test('too small a rate', () => {
  assert.throws(() => schedule(100000, 12, 1000), RangeError);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { schedule, totalInterest } = require('../src/loan');

test('all is paid in the end', () => {
  for (const [debt, percent, rate] of [[5000, 5, 700], [100000, 3, 5000], [999, 20, 333]]) {
    const months = schedule(debt, percent, rate);
    assert.strictEqual(months.at(-1).debt, 0);
    assert.strictEqual(months.reduce((sum, m) => sum + m.paid, 0), debt + totalInterest(months));
  }
});

test('nothing owed', () => {
  assert.deepStrictEqual(schedule(0, 5, 100), []);
});

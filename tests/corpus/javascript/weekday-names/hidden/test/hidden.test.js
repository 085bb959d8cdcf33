'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { weekday, isWeekend } = require('../src/weekday');

test('against the platform', () => {
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  for (let n = 0; n < 1500; n++) {
    const date = new Date(Date.UTC(1999, 0, 1 + n * 11));
    assert.strictEqual(weekday(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()), names[date.getUTCDay()]);
  }
});

test('february weekend', () => {
  assert.strictEqual(isWeekend(2024, 2, 17), true);
  assert.strictEqual(isWeekend(2024, 2, 16), false);
});

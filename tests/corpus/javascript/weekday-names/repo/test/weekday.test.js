'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { weekday, isWeekend } = require('../src/weekday');

test('january', () => {
  assert.strictEqual(weekday(2024, 1, 1), 'Monday');
});

test('the leap day', () => {
  assert.strictEqual(weekday(2024, 2, 29), 'Thursday');
});

test('summer', () => {
  assert.strictEqual(weekday(2024, 7, 4), 'Thursday');
});

test('weekend', () => {
  assert.strictEqual(isWeekend(2023, 12, 31), true);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { climb, summary } = require('../src/track');

test('down only', () => {
  assert.strictEqual(climb([{ lat: 0, lon: 0, height: 9 }, { lat: 0, lon: 5, height: 2 }]), 0);
});

test('summary', () => {
  const points = [{ lat: 10, lon: 20, height: 5 }, { lat: 10, lon: 20.1, height: 25.4 }, { lat: 10, lon: 20, height: 5 }];
  assert.strictEqual(summary(points), '21.9 km, 20 m up');
});

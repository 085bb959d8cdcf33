'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { length, climb, summary } = require('../src/track');

const track = [100, 120, 110, 150].map((height, n) => ({ lat: 48 + n * 0.01, lon: 11, height }));

test('length', () => {
  assert.ok(Math.abs(length(track) - 3336) < 1);
});

test('climb', () => {
  assert.strictEqual(climb(track), 60);
});

test('one point', () => {
  assert.strictEqual(summary([{ lat: 1, lon: 2, height: 3 }]), '0.0 km, 0 m up');
});

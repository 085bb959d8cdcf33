'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Slider, clamp } = require('../src/slider');

test('clamp', () => {
  assert.deepStrictEqual([clamp(5, 1, 3), clamp(0, 1, 3), clamp(2, 1, 3)], [3, 1, 2]);
});

test('set', () => {
  const slider = new Slider(0, 100, 10);
  assert.strictEqual(slider.set(34), 30);
  assert.strictEqual(slider.set(400), 100);
});

test('position', () => {
  assert.strictEqual(new Slider(0, 10).position(200), 0);
});

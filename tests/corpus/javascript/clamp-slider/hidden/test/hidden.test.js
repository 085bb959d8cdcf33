'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Slider } = require('../src/slider');

test('below and between', () => {
  const slider = new Slider(-5, 5, 0.5);
  assert.deepStrictEqual([-9, -1.2, 0.3, 4.9, 7].map((v) => slider.set(v)), [-5, -1, 0.5, 5, 5]);
});

test('there and back', () => {
  const slider = new Slider(20, 40);
  assert.strictEqual(slider.fromPosition(150, 200), 35);
  assert.strictEqual(slider.position(200), 150);
  assert.strictEqual(slider.fromPosition(-10, 200), 20);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Light } = require('../src/light');

test('begins red', () => {
  assert.strictEqual(new Light().state, 'red');
});

test('goes on to red-yellow', () => {
  const light = new Light();
  light.next();
  assert.strictEqual(light.state, 'red-yellow');
});

test('then green', () => {
  assert.strictEqual(new Light().tick(32), 'green');
});

test('stays', () => {
  assert.strictEqual(new Light().tick(29), 'red');
});

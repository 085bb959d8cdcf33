'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { format, parse } = require('../src/sizes');

test('below a step', () => {
  assert.strictEqual(format(1023), '1023 B');
  assert.strictEqual(format(1024), '1.0 kB');
});

test('large', () => {
  assert.strictEqual(format(5 * 1024 ** 4), '5.0 TB');
  assert.strictEqual(format(2048 * 1024 ** 4), '2048.0 TB');
});

test('parse', () => {
  assert.strictEqual(parse('1.5 GB'), 1610612736);
  assert.strictEqual(parse('2kB'), 2048);
});

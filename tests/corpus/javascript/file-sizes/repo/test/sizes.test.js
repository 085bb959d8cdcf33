'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { format, parse } = require('../src/sizes');

test('bytes', () => {
  assert.strictEqual(format(512), '512 B');
});

test('kilobytes', () => {
  assert.strictEqual(format(1536), '1.5 kB');
});

test('megabytes', () => {
  assert.strictEqual(format(1000000), '976.6 kB');
});

test('parse bytes', () => {
  assert.strictEqual(parse('17 B'), 17);
});

test('wrong', () => {
  assert.throws(() => parse('many'), SyntaxError);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Emitter } = require('../src/emitter');

test('several in order', () => {
  const emitter = new Emitter();
  const seen = [];
  emitter.on('x', (a, b) => seen.push(`1${a}${b}`));
  emitter.on('x', (a, b) => seen.push(`2${a}${b}`));
  emitter.emit('x', 'a', 'b');
  emitter.emit('x', 'c', 'd');
  assert.deepStrictEqual(seen, ['1ab', '2ab', '1cd', '2cd']);
});

test('once', () => {
  const emitter = new Emitter();
  let count = 0;
  emitter.once('x', () => count++);
  emitter.emit('x');
  emitter.emit('x');
  assert.strictEqual(count, 1);
});

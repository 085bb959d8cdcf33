'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Emitter } = require('../src/emitter');

test('listeners are called', () => {
  const emitter = new Emitter();
  const seen = [];
  emitter.on('x', (value) => seen.push(value));
  assert.strictEqual(emitter.emit('x', 1), true);
  assert.deepStrictEqual(seen, [1]);
});

test('nobody listens', () => {
  assert.strictEqual(new Emitter().emit('x'), false);
});

test('off', () => {
  const emitter = new Emitter();
  const seen = [];
  const off = emitter.on('x', () => seen.push(1));
  off();
  emitter.emit('x');
  assert.deepStrictEqual(seen, []);
});

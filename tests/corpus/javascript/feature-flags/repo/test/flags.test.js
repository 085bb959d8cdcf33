'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Flags } = require('../src/flags');

const flags = new Flags({ dark: { percent: 100, users: { eve: false } }, beta: { percent: 0, users: { ada: true } }, plain: {} });

test('unknown flags are off', () => {
  assert.strictEqual(flags.isOn('nope', 'ada'), false);
});

test('by percent', () => {
  assert.strictEqual(flags.isOn('dark', 'bob'), true);
  assert.strictEqual(flags.isOn('plain', 'bob'), false);
});

test('by name', () => {
  assert.strictEqual(flags.isOn('dark', 'eve'), false);
  assert.strictEqual(flags.isOn('beta', 'ada'), true);
});

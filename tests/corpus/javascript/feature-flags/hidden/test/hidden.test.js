'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Flags, bucket } = require('../src/flags');

test('all of a user', () => {
  const flags = new Flags({ z: { percent: 100 }, a: { users: { u: true } }, b: { users: { v: true } }, c: { percent: 100, users: { u: false } } });
  assert.deepStrictEqual(flags.allOf('u'), ['a', 'z']);
  assert.deepStrictEqual(flags.allOf('v'), ['b', 'c', 'z']);
});

test('percent is by bucket', () => {
  const flags = new Flags({ half: { percent: 50, users: { named: true } } });
  for (const user of ['ann', 'ben', 'cat', 'dan', 'eli', 'fay']) {
    assert.strictEqual(flags.isOn('half', user), bucket(user) < 50);
  }
  assert.strictEqual(flags.isOn('half', 'named'), true);
});

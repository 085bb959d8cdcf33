'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Rooms } = require('../src/rooms');

test('a whole day without gaps', () => {
  const rooms = new Rooms();
  for (const from of [12, 8, 14, 10]) {
    assert.strictEqual(rooms.book('A', from, from + 2, 'x'), true);
  }
  assert.strictEqual(rooms.isFree('A', 8, 16), false);
  assert.strictEqual(rooms.isFree('A', 16, 17), true);
  assert.strictEqual(rooms.isFree('A', 7, 8), true);
});

test('within and around', () => {
  const rooms = new Rooms();
  rooms.book('A', 9, 12, 'x');
  assert.strictEqual(rooms.isFree('A', 10, 11), false);
  assert.strictEqual(rooms.isFree('A', 8, 13), false);
});

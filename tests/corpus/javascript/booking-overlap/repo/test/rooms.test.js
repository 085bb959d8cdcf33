'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Rooms } = require('../src/rooms');

test('a free room can be booked', () => {
  assert.strictEqual(new Rooms().book('A', 9, 10, 'Ada'), true);
});

test('back to back', () => {
  const rooms = new Rooms();
  rooms.book('A', 9, 10, 'Ada');
  assert.strictEqual(rooms.book('A', 10, 11, 'Bob'), true);
  assert.deepStrictEqual(rooms.agenda('A'), ['9-10 Ada', '10-11 Bob']);
});

test('overlaps are refused', () => {
  const rooms = new Rooms();
  rooms.book('A', 9, 12, 'Ada');
  assert.strictEqual(rooms.book('A', 11, 13, 'Bob'), false);
  assert.strictEqual(rooms.book('B', 11, 13, 'Bob'), true);
});

test('no length', () => {
  assert.throws(() => new Rooms().book('A', 9, 9, 'x'), RangeError);
});

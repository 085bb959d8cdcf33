'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { play } = require('../src/tennis');

test('to and fro', () => {
  assert.strictEqual(play('00011101'), 'deuce');
  assert.strictEqual(play('000111010101'), 'deuce');
  assert.strictEqual(play('0001110101011'), 'advantage 1');
  assert.strictEqual(play('00011101010111'), 'game 1');
});

test('not yet', () => {
  assert.strictEqual(play('00011'), '40:30');
  assert.strictEqual(play('000110'), 'game 0');
  assert.strictEqual(play('0000111'), 'game 0');
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { play } = require('../src/tennis');

test('points', () => {
  assert.strictEqual(play('001'), '30:15');
});

test('deuce', () => {
  assert.strictEqual(play('000111'), 'deuce');
});

test('advantage', () => {
  assert.strictEqual(play('0001110'), 'advantage 0');
});

test('game after advantage', () => {
  assert.strictEqual(play('00011100'), 'game 0');
});

test('game to love', () => {
  assert.strictEqual(play('1111'), 'game 1');
});

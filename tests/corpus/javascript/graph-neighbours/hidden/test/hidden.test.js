'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Graph } = require('../src/graph');

test('a ring', () => {
  const ring = new Graph([['1', '2'], ['2', '3'], ['3', '4'], ['4', '1']]);
  assert.deepStrictEqual(ring.reach('3'), ['3', '2', '4', '1']);
  assert.strictEqual(ring.isConnected(), true);
});

test('nothing', () => {
  assert.strictEqual(new Graph().isConnected(), true);
});

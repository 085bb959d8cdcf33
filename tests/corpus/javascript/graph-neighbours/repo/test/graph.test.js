'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Graph } = require('../src/graph');

const graph = new Graph([['a', 'b'], ['a', 'c'], ['b', 'd'], ['x', 'y']]);

test('neighbours', () => {
  assert.deepStrictEqual(graph.neighbours('b'), ['a', 'd']);
});

test('reach', () => {
  assert.deepStrictEqual(graph.reach('a'), ['a', 'b', 'c', 'd']);
});

test('not connected', () => {
  assert.strictEqual(graph.isConnected(), false);
});

test('alone', () => {
  assert.deepStrictEqual(graph.reach('z'), ['z']);
});

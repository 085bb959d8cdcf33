'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Vending } = require('../src/vending');

function machine() {
  return new Vending({ cola: { price: 130, count: 1 }, tea: { price: 50, count: 5 } });
}

test('buys with change', () => {
  const vending = machine();
  vending.insert(200);
  assert.deepStrictEqual(vending.choose('cola'), { name: 'cola', change: [50, 20] });
});

test('too little', () => {
  const vending = machine();
  vending.insert(20);
  assert.strictEqual(vending.choose('tea'), null);
});

test('sold out', () => {
  const vending = machine();
  vending.insert(200);
  vending.choose('cola');
  vending.insert(200);
  assert.strictEqual(vending.choose('cola'), null);
  assert.strictEqual(vending.count('cola'), 0);
});

test('no such drink', () => {
  assert.strictEqual(machine().choose('beer'), null);
});

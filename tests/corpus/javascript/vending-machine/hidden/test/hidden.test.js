'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Vending } = require('../src/vending');

test('the credit stays when sold out', () => {
  const vending = new Vending({ a: { price: 10, count: 0 }, b: { price: 20, count: 2 } });
  vending.insert(50);
  assert.strictEqual(vending.choose('a'), null);
  assert.deepStrictEqual(vending.choose('b'), { name: 'b', change: [20, 10] });
  assert.strictEqual(vending.count('a'), 0);
});

test('until nothing is left', () => {
  const vending = new Vending({ x: { price: 10, count: 3 } });
  const got = [];
  for (let n = 0; n < 5; n++) {
    vending.insert(10);
    got.push(vending.choose('x') !== null);
    vending.change();
  }
  assert.deepStrictEqual(got, [true, true, true, false, false]);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { fromHex, toHex, mix } = require('../src/colour');

test('from hex', () => {
  assert.deepStrictEqual(fromHex('#3366cc'), { red: 51, green: 102, blue: 204 });
});

test('to hex', () => {
  assert.strictEqual(toHex({ red: 0, green: 10, blue: 255 }), '#000aff');
});

test('mix', () => {
  assert.strictEqual(mix('#000000', '#000010'), '#000008');
});

test('wrong', () => {
  assert.throws(() => fromHex('red'), SyntaxError);
});

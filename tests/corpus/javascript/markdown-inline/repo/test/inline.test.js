'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { render } = require('../src/inline');

test('plain', () => {
  assert.strictEqual(render('a < b'), 'a &lt; b');
});

test('bold', () => {
  assert.strictEqual(render('a **b** c'), 'a <b>b</b> c');
});

test('italic in bold', () => {
  assert.strictEqual(render('**a *b* c**'), '<b>a <i>b</i> c</b>');
});

test('code is left as it is', () => {
  assert.strictEqual(render('`a*b*`'), '<code>a*b*</code>');
});

test('open ends', () => {
  assert.strictEqual(render('2 * 3'), '2 * 3');
});

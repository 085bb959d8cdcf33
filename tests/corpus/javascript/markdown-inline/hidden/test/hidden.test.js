'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { render } = require('../src/inline');

test('code in bold and italic', () => {
  assert.strictEqual(render('**x `<y>`**'), '<b>x <code>&lt;y&gt;</code></b>');
  assert.strictEqual(render('*`a`*'), '<i><code>a</code></i>');
});

test('two', () => {
  assert.strictEqual(render('**a** *b* **c *d***'), '<b>a</b> <i>b</i> <b>c *d</b>*');
});

test('plain inside', () => {
  assert.strictEqual(render('**a & b**'), '<b>a &amp; b</b>');
});

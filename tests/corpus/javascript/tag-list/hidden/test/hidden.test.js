'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Tags } = require('../src/tags');

test('parts of others are not the same', () => {
  assert.strictEqual(new Tags(['script', 'java', 'javascript', 'java']).toString(), 'script, java, javascript');
  assert.strictEqual(new Tags(['javascript', 'java', 'script']).toString(), 'javascript, java, script');
});

test('empty and repeated', () => {
  const tags = new Tags(['', '  ', 'x']);
  tags.add('X').add('y').remove('x').add('x').add('Y');
  assert.strictEqual(tags.toString(), 'y, x');
});

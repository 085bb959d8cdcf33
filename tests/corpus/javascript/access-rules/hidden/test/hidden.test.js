'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { canEdit, canDelete } = require('../src/access');

const article = { author: 'x', published: false, locked: false };

test('everyone', () => {
  const can = ['reader', 'editor', 'admin'].flatMap((role) => ['x', 'y'].map((name) => canEdit({ name, role }, article)));
  assert.deepStrictEqual(can, [false, false, true, false, true, true]);
});

test('deleting drafts', () => {
  assert.strictEqual(canDelete({ name: 'x', role: 'editor' }, article), true);
  assert.strictEqual(canDelete({ name: 'y', role: 'admin' }, article), true);
  assert.strictEqual(canDelete({ name: 'x', role: 'reader' }, article), false);
});

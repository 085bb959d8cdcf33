'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { canRead, canEdit, canDelete } = require('../src/access');

const ada = { name: 'ada', role: 'editor' };
const root = { name: 'root', role: 'admin' };
const eve = { name: 'eve', role: 'reader' };
const draft = { author: 'ada', published: false, locked: false };

test('reading', () => {
  assert.strictEqual(canRead(eve, draft), false);
  assert.strictEqual(canRead(eve, { ...draft, published: true }), true);
});

test('editors edit their own', () => {
  assert.strictEqual(canEdit(ada, draft), true);
});

test('not those of others', () => {
  assert.strictEqual(canEdit(ada, { ...draft, author: 'bob' }), false);
});

test('locked', () => {
  assert.strictEqual(canEdit(ada, { ...draft, locked: true }), false);
  assert.strictEqual(canEdit(root, { ...draft, locked: true }), true);
});

test('deleting', () => {
  assert.strictEqual(canDelete(ada, { ...draft, published: true }), false);
});

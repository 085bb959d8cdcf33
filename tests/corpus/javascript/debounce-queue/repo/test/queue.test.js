'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { JobQueue } = require('../src/queue');

test('by priority', () => {
  const queue = new JobQueue();
  queue.push('later');
  queue.push('now', 0);
  assert.strictEqual(queue.pop(), 'now');
  assert.strictEqual(queue.peek(), 'later');
});

test('drain', () => {
  const queue = new JobQueue();
  ['a', 'b', 'c'].forEach((name) => queue.push(name));
  const seen = [];
  assert.strictEqual(queue.drain((job) => seen.push(job)), 3);
  assert.deepStrictEqual(seen, ['a', 'b', 'c']);
});

test('nothing', () => {
  assert.strictEqual(new JobQueue().pop(), undefined);
});

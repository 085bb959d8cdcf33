'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { JobQueue } = require('../src/queue');

test('drains some, and says which was first', () => {
  const queue = new JobQueue();
  queue.push('x', 9);
  queue.push('y', 1);
  queue.push('z', 1);
  const seen = [];
  assert.strictEqual(queue.drain((job, isFirst) => seen.push([job, isFirst]), 2), 2);
  assert.deepStrictEqual(seen, [['y', true], ['z', false]]);
  assert.strictEqual(queue.size, 1);
  assert.strictEqual(queue.peek(), 'x');
});

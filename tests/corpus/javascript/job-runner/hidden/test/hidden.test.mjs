import test from 'node:test';
import assert from 'node:assert';
import { Runner } from '../src/runner.mjs';

test('mixed', async () => {
  const runner = new Runner();
  const outcome = await runner.all({
    a: async () => 1,
    b: async () => { await null; throw new Error('late'); },
    c: () => 3,
  });
  assert.deepStrictEqual(outcome.results, [
    { name: 'a', ok: true, value: 1 },
    { name: 'b', ok: false, error: 'late' },
    { name: 'c', ok: true, value: 3 },
  ]);
  assert.deepStrictEqual(runner.log, ['a: ok', 'b: late', 'c: ok']);
});

import test from 'node:test';
import assert from 'node:assert';
import { Runner } from '../src/runner.mjs';

test('a good job', async () => {
  const runner = new Runner();
  const { results } = await runner.all({ a: async () => 5 });
  assert.strictEqual(results[0].ok, true);
});

test('a bad job', async () => {
  const runner = new Runner();
  const { failed } = await runner.all({ a: async () => { throw new Error('no disk'); } });
  assert.deepStrictEqual(failed, ['a']);
});

test('one that throws at once', async () => {
  const { failed } = await new Runner().all({ b: () => { throw new Error('x'); } });
  assert.deepStrictEqual(failed, ['b']);
});

'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Loader } = require('../src/loader');

const data = { 'posts/1': { title: 'A', author: 1 }, 'posts/2': { title: 'B', author: 1 }, 'people/1': { first: 'X', last: 'Y' } };

test('several', async () => {
  const loader = new Loader(async (path) => data[path]);
  assert.deepStrictEqual(await loader.loadAll([2, 1]), [
    { title: 'B', author: 'X Y', line: 'B by X Y' },
    { title: 'A', author: 'X Y', line: 'A by X Y' },
  ]);
});

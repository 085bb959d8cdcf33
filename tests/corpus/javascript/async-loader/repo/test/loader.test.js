'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Loader } = require('../src/loader');

const data = { 'posts/1': { title: 'Hello', author: 7 }, 'people/7': { first: 'Ada', last: 'L.' } };

test('a person', async () => {
  assert.strictEqual(await new Loader(async (path) => data[path]).author(7), 'Ada L.');
});

test('a post', async () => {
  const post = await new Loader(async (path) => data[path]).load(1);
  assert.strictEqual(post.line, 'Hello by Ada L.');
});

test('is asked once', async () => {
  let asked = 0;
  const loader = new Loader(async (path) => { asked += 1; return data[path]; });
  await loader.author(7);
  await loader.author(7);
  assert.strictEqual(asked, 1);
});

// Says after each test of node:test which lines of the product ran since it began, on file descriptor 3. Loaded before the test file.
'use strict';
const fs = require('node:fs');
const { Session } = require('node:inspector');
const { fileURLToPath } = require('node:url');
const { relative } = require('node:path');
const test = require('node:test');

const product = new Set(JSON.parse(process.env.FACTORY_PRODUCT ?? '[]'));
delete process.env.FACTORY_PRODUCT;
const root = process.env.FACTORY_ROOT;
const session = new Session();
session.connect();
const post = (method, parameters) => {
  let answer;
  session.post(method, parameters, (error, result) => (answer = result));
  return answer;
};
const texts = new Map();

// V8 counts ranges of characters, the inner ones refining the outer: paint them from the outside in, then read off lines.
function linesOf(path, file, functions) {
  if (!texts.has(path)) texts.set(path, fs.readFileSync(file, 'utf8'));
  const text = texts.get(path);
  const ranges = functions.flatMap(f => f.ranges).sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const ran = new Uint8Array(text.length);
  for (const range of ranges) ran.fill(range.count > 0 ? 1 : 0, range.startOffset, range.endOffset);
  const lines = [];
  let line = 1;
  let covered = false;
  for (let i = 0; i <= text.length; i++) {
    if (i === text.length || text[i] === '\n') {
      if (covered) lines.push(line);
      line++;
      covered = false;
    } else if (ran[i] && text[i] > ' ' && text[i] !== '}') covered = true;
  }
  return lines;
}

function take() {
  const lines = {};
  for (const { url, functions } of post('Profiler.takePreciseCoverage').result) {
    if (!url.startsWith('file://')) continue;
    const file = fileURLToPath(url.split('?')[0]);
    const path = relative(root, file);
    if (product.has(path) && functions.some(f => f.ranges.some(r => r.count > 0))) lines[path] = linesOf(path, file, functions);
  }
  return lines;
}

const say = record => fs.writeSync(3, JSON.stringify(record) + '\n');
post('Profiler.enable');
post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
test.beforeEach(() => say({ name: null, lines: take() }));
test.afterEach(context => say({ name: context.fullName ?? context.name, lines: take() }));
process.on('exit', () => say({ name: null, lines: take() }));

// Lets tests written for mocha, tape and tap run on Node's own test runner, with nothing installed. Loaded before the test file by --require.
'use strict';
const Module = require('node:module');
const assert = require('node:assert');
const test = require('node:test');

Object.assign(globalThis, { describe: test.describe, context: test.describe, suite: test.describe, before: test.before, after: test.after, beforeEach: test.beforeEach, afterEach: test.afterEach });

// A mocha test that takes an argument ends when it calls it; its "this" has settings that do not matter here.
const mocha = { timeout: () => mocha, slow: () => mocha, retries: () => mocha, skip: () => {} };
const adapt = body => body && (body.length > 0 ? () => new Promise((done, fail) => body.call(mocha, error => (error ? fail(error) : done()))) : () => body.call(mocha));
globalThis.it = globalThis.specify = (name, body) => (body ? test.it(name, adapt(body)) : test.it.todo(name));
globalThis.it.only = globalThis.it;
globalThis.it.skip = (name, body) => test.it.skip(name, body);
const describe = (name, body) => test.describe(name, () => body.call(mocha));
describe.skip = (name, body) => test.describe.skip(name, body);
describe.only = describe;
globalThis.describe = globalThis.context = globalThis.suite = describe;

const aliases = {
  equal: ['equals', 'is', 'strictEqual', 'strictEquals', 'isEqual'], notEqual: ['not', 'notStrictEqual', 'isNot', 'isNotEqual', 'notEquals'],
  deepEqual: ['same', 'strictSame', 'deepEquals', 'isEquivalent', 'strictDeepEqual'], notDeepEqual: ['notSame', 'strictNotSame', 'isInequivalent'],
  ok: ['true', 'assert'], notOk: ['false', 'notok'], throws: ['throw'], doesNotThrow: ['notThrow'], error: ['ifError', 'ifErr'], fail: [], pass: [], match: ['matches', 'has'],
  looseEqual: [], deepLooseEqual: [], type: [], rejects: [], resolves: [],
};
const checks = {
  equal: (a, b, m) => assert.ok(Object.is(a, b) || a === b, m ?? `${a} is not ${b}`),
  notEqual: (a, b) => assert.notStrictEqual(a, b),
  deepEqual: (a, b) => assert.deepStrictEqual(a, b),
  notDeepEqual: (a, b) => assert.notDeepStrictEqual(a, b),
  ok: (a, m) => assert.ok(a, m), notOk: (a, m) => assert.ok(!a, m),
  throws: (f, e) => (typeof e === 'function' || e instanceof RegExp ? assert.throws(f, e) : assert.throws(f)),
  doesNotThrow: f => f(), error: e => assert.ifError(e), fail: m => assert.fail(m), pass: () => {},
  match: (a, b) => (b instanceof RegExp ? assert.match(String(a), b) : Object.keys(b).forEach(k => assert.deepEqual(a[k], b[k]))),
  looseEqual: (a, b) => assert.equal(a, b), deepLooseEqual: (a, b) => assert.deepEqual(a, b),
  type: (a, b) => assert.ok(typeof b === 'string' ? typeof a === b : a instanceof b), rejects: (a, b) => assert.rejects(a, b), resolves: a => a,
};
// tap's "same" compares loosely what only differs in its prototype.
checks.deepEqual = (a, b) => assert.deepEqual(a, b);

function tester(context) {
  const t = { name: context?.name, teardown: f => context?.after(f), on: () => {}, comment: () => {}, context: {} };
  let ended = null;
  let planned = null;
  let seen = 0;
  const over = new Promise(resolve => (ended = resolve));
  const inner = [];
  t.end = () => ended();
  t.plan = n => { planned = n; if (n === 0) ended(); };
  for (const [name, also] of Object.entries(aliases)) {
    const check = (...given) => {
      const result = checks[name](...given);
      if (++seen === planned) ended();
      return result;
    };
    for (const alias of [name, ...also]) t[alias] = check;
  }
  t.test = (name, options, body) => {
    const run = context.test(name, wrap(body ?? options));
    inner.push(run);
    if (++seen === planned) ended();
    return run;
  };
  t.skip = () => {};
  return { t, over, inner };
}

function wrap(body) {
  return async context => {
    const { t, over, inner } = tester(context);
    const result = body(t);
    if (result && typeof result.then === 'function') await result;
    else await over;
    await Promise.all(inner);
  };
}

const tape = (name, options, body) => test(typeof name === 'string' ? name : 'test', wrap(body ?? (typeof options === 'function' ? options : name)));
Object.assign(tape, { test: tape, only: tape, skip: () => {}, default: tape });
for (const [name, also] of Object.entries(aliases)) for (const alias of [name, ...also]) tape[alias] ??= (...given) => checks[name](...given);

const known = { tape, tap: tape, mocha: globalThis };
const load = Module._load;
Module._load = function (request, ...rest) {
  return Object.hasOwn(known, request) ? known[request] : load.call(this, request, ...rest);
};

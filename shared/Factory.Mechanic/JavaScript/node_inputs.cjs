// Looks at edits that make the tests pass with inputs that no test has ("compare"): calls that the tests make of the functions that are edited are recorded, one argument of each is varied, by the seed, and what
// the functions do with those is compared with and without each edit. Stands before node_repair.cjs, which runs it.
'use strict';
const v8 = require('node:v8');
const crypto = require('node:crypto');

const INPUTS_KEPT = 40;
const FILES_WATCHED = 6;

// The same numbers for the same seed (mulberry32).
function chance(seed) {
  let state = (seed + 0x9e3779b9) | 0;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

// Values like one: the neighbours of a number, a text or a list a little shorter, longer, or the other way round.
function varied(value, next, depth = 0) {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return [0, 1];
    return Number.isInteger(value) ? [value + 1, value - 1, 0, -value, value * 2 + 1, next(41) - 20] : [value + 0.5, -value, 0, value * 3];
  }
  if (typeof value === 'bigint') return [value + 1n, value - 1n, 0n, -value];
  if (typeof value === 'string') {
    const half = value.length >> 1;
    return ['', value + value.slice(-1), value.slice(0, half), [...value].reverse().join(''), value.toUpperCase(), ' ' + value, value.slice(0, half) + 'a1 ,-Z'[next(6)] + value.slice(half)];
  }
  if (depth > 3 || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const found = [value.slice(1), value.slice(0, -1), [...value, ...value.slice(0, 1)], [...value].reverse(), []];
    if (value.length > 0) {
      const at = next(value.length);
      for (const other of varied(value[at], next, depth + 1).slice(0, 4)) found.push(value.map((item, i) => (i === at ? other : item)));
    }
    return found;
  }
  if (value instanceof Date) return [new Date(value.getTime() + 86_400_000), new Date(value.getTime() - 1)];
  if (value instanceof Map) return [new Map(), ...varied([...value.values()], next, depth + 1).slice(-3).map(items => new Map([...value.keys()].map((key, i) => [key, items[i]])))];
  if (value instanceof Set) return varied([...value], next, depth + 1).map(items => new Set(items));
  const found = [];
  for (const key of Object.keys(value).slice(0, 6)) for (const other of varied(value[key], next, depth + 1).slice(0, 3)) found.push({ ...value, [key]: other });
  return found;
}

// Varied inputs: one argument of a recorded call, or one field of its object, is another. One of each call in turn, so that a call with many arguments does not take all places.
function inputsLike(calls, seed) {
  const next = chance(seed);
  const pools = calls.map(data => {
    const [fields, args] = v8.deserialize(Buffer.from(data, 'base64'));
    const pool = args.flatMap((value, at) => varied(value, next).map(other => [fields, args.map((argument, i) => (i === at ? other : argument))]));
    if (fields !== null) for (const other of varied(fields, next)) pool.push([other, args]);
    for (let i = pool.length - 1; i > 0; i--) {
      const j = next(i + 1);
      [pool[i], pool[j]] = [pool[j], pool[i]];
    }
    return pool.map(input => v8.serialize(input).toString('base64'));
  });
  const seen = new Set(calls);
  const kept = [];
  for (let i = 0; kept.length < INPUTS_KEPT && pools.some(pool => i < pool.length); i++) {
    for (const pool of pools) if (i < pool.length && kept.length < INPUTS_KEPT && !seen.has(pool[i])) kept.push((seen.add(pool[i]), pool[i]));
  }
  return kept;
}

const share = (pairs, which) => (pairs.length === 0 ? 0 : Number((pairs.filter(which).length / pairs.length).toFixed(4)));
const same = (left, right) => left[0] === right[0] && left[1] === right[1];

function judged(before, after) {
  const likePassing = before[0].map((b, i) => [b, after[0][i]]).filter(([b]) => b[0] === 'gives');
  const likeFailing = before[1].map((b, i) => [b, after[1][i]]);
  const all = [...likePassing, ...likeFailing];
  const distinct = which => new Set(all.map(pair => pair[which].join(' '))).size;
  return {
    inputs: all.length, passing: share(likePassing, ([b, a]) => !same(b, a)), failing: share(likeFailing, ([b, a]) => !same(b, a)),
    raises: share(all.filter(([b]) => b[0] === 'gives'), ([, a]) => a[0] !== 'gives'), constant: all.length >= 6 && distinct(1) === 1 && distinct(0) > 2,
  };
}

const changed = (file, changes, more) => {
  const edited = applyChanges(fs.readFileSync(path.join(order.root, file)), changes);
  return edited === null ? null : Buffer.concat([edited, Buffer.from(more)]);
};

// By function: what failing tests call it with, and what passing ones do.
async function recordCalls(root) {
  const calls = new Map(order.functions.map(f => [f.key, [new Set(), new Set()]]));
  for (const file of new Set(order.functions.map(f => f.path))) fs.writeFileSync(path.join(root, file), changed(file, order.functions.filter(f => f.path === file).flatMap(f => f.record), ''));
  const [failing, passing] = [new Set(order.failing), new Set(order.others)];
  for (const file of [...order.failingFiles, ...order.otherFiles].slice(0, FILES_WATCHED)) {
    const run = await runFile(path.join(root, order.folder), file, Math.min(order.otherSeconds * 1000, Math.max(500, ends - Date.now())), ['--require', preload], {});
    for (const { call, name, data } of run.coverage) {
      const full = `${file} > ${name}`;
      if (calls.has(call)) calls.get(call)[failing.has(full) ? 1 : 0].add(failing.has(full) || passing.has(full) ? data : null);
    }
  }
  return calls;
}

function behave(root, edit, functions) {
  for (const file of new Set(functions.map(f => f.path))) {
    const own = edit !== null && edit.path === file ? edit.changes : [];
    const base = order.base.filter(part => part.path === file).flatMap(part => part.changes);
    const text = changed(file, [...base, ...own], functions.filter(f => f.path === file).map(f => f.register).join(''));
    if (text === null) return null;
    fs.writeFileSync(path.join(root, file), text);
  }
  return new Promise(resolve => {
    const child = spawn(process.execPath, [...order.nodeArguments, '-e', order.behaviour], { cwd: path.join(root, order.folder), detached: true, stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), Math.max(1, ends - Date.now()));
    let said = '';
    child.stdio[3].setEncoding('utf8');
    child.stdio[3].on('data', text => (said += text));
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify({ files: [...new Set(functions.map(f => path.join(root, f.path)))], functions: functions.map(({ key, name, kind, inputs }) => ({ key, name, kind, inputs })) }));
    child.on('close', () => {
      clearTimeout(timer);
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {}
      const results = new Map(said.split('\n').filter(Boolean).flatMap(tryParse).map(r => [r.key, r.groups]));
      resolve(results.size === functions.length ? results : null);
    });
  });
}

const whole = results => crypto.createHash('sha256').update(JSON.stringify([...results].map(([key, groups]) => [key, groups.map(g => g.map(([how, text]) => (how === 'gives' ? text : '')))]))).digest('hex').slice(0, 16);

async function compare() {
  const root = lane(0);
  const calls = await recordCalls(root);
  const functions = order.functions.map(f => ({ ...f, inputs: calls.get(f.key).map(group => inputsLike([...group].filter(data => data !== null), order.seed)) })).filter(f => f.inputs.some(group => group.length > 0));
  for (const file of new Set(order.functions.map(f => f.path))) fs.writeFileSync(path.join(root, file), fs.readFileSync(path.join(order.root, file)));
  const before = functions.length === 0 ? null : await behave(root, null, functions);
  if (before === null) return;
  const compared = [];
  for (const edit of order.edits) {
    const own = before.get(edit.function);
    const after = own === undefined ? null : await behave(root, edit, functions);
    if (after === null) continue;
    // What changes nothing that can be seen here is not known to do the same as another.
    const behaviour = whole(after) === whole(before) ? '' : whole(after);
    compared.push({ e: 'compared', id: edit.id, ...judged(own, after.get(edit.function)), behaviour });
  }
  // All of them or none: how many were looked at before the time was over is up to the machine, and must not decide.
  if (Date.now() < ends) for (const record of compared) say(record);
}

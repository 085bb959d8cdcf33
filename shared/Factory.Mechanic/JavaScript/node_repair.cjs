// Observes which lines each test runs ("observe"), and tries edits against tests ("try"), one process a test file and candidate. Runs inside the sandbox;
// candidates live in copies of the checkout below /tmp, so that the checkout itself stays as it is.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');

const order = JSON.parse(fs.readFileSync(0, 'utf8'));
const say = record => fs.writeSync(1, '\x1e' + order.token + JSON.stringify(record) + '\n');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'factory-'));
const reporter = path.join(work, 'reporter.mjs');
const preload = path.join(work, 'preload.cjs');
fs.writeFileSync(reporter, order.reporter);
fs.writeFileSync(preload, order.preload);
let runs = 0;
const ends = Date.now() + order.seconds * 1000;

// Milliseconds that a process was ready to run and had to wait for a processor; 0 where the system does not count them.
function starved(pid) {
  try {
    return Number(fs.readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

// Runs one test file by itself; gives its results by name, or null when it was killed.
function runFile(root, file, milliseconds, extra, environment) {
  return new Promise(resolve => {
    const results = path.join(work, `results-${++runs}`);
    const child = spawn(process.execPath, [...order.nodeArguments, ...extra, '--test-reporter', reporter, '--test-reporter-destination', results, file], {
      cwd: root, detached: true, env: { ...process.env, ...environment }, stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    });
    let coverage = '';
    child.stdio[3].setEncoding('utf8');
    child.stdio[3].on('data', text => (coverage += text));
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify({ token: order.token }));
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {}
    };
    let late = false;
    let granted = 0;
    // A busy machine must not decide which edit is chosen: waiting for a processor does not count.
    const over = () => {
      const waited = starved(child.pid) - granted;
      if (waited > 10 && Date.now() < ends) {
        granted += waited;
        timer = setTimeout(over, waited);
        return;
      }
      late = true;
      end();
    };
    let timer = setTimeout(over, milliseconds);
    child.on('error', () => {});
    child.on('close', () => {
      clearTimeout(timer);
      end();
      const said = fs.existsSync(results) ? fs.readFileSync(results, 'utf8') : '';
      fs.rmSync(results, { force: true });
      resolve({ late, records: records(said), coverage: coverage.split('\n').filter(Boolean).flatMap(tryParse) });
    });
  });
}

function tryParse(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

const records = text => text.split('\x1e' + order.token).slice(1).flatMap(part => tryParse(part.split('\n')[0]));

// Names that passed and names that did not, of those that a file announced.
function outcomes(run) {
  const seen = new Map();
  const begun = new Set();
  for (const record of run.records) {
    if (record.e === 'start') begun.add(record.name);
    else if (record.e === 'over') begun.delete(record.name);
    else if (record.e === 'result') seen.set(record.name, record.outcome);
  }
  for (const name of begun) if (!seen.has(name)) seen.set(name, 'error');
  return seen;
}

async function inParallel(items, width, action) {
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, async (_, lane) => {
    while (next < items.length && Date.now() < ends) {
      const at = next++;
      if ((await action(items[at], lane, at)) === false) break;
    }
  }));
}

async function observe() {
  const root = process.cwd();
  const shared = {};
  await inParallel(order.files, order.parallel, async file => {
    const run = await runFile(root, file, Math.max(500, ends - Date.now()), ['--require', preload], { FACTORY_PRODUCT: JSON.stringify(order.product), FACTORY_ROOT: order.root });
    for (const { name, lines } of run.coverage) {
      if (name === null) for (const [product, numbers] of Object.entries(lines)) shared[product] = [...new Set([...(shared[product] ?? []), ...numbers])];
      else say({ e: 'lines', name: `${file} > ${name}`, lines });
    }
  });
  say({ e: 'shared', lines: shared });
}

// A copy of the checkout for one lane; what was installed is linked, not copied.
function lane(number) {
  const root = path.join(work, 'lane' + number);
  const copy = (from, to) => {
    fs.mkdirSync(to, { recursive: true });
    for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
      const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
      if (entry.name === '.git') continue;
      if (entry.name === 'node_modules' || entry.isSymbolicLink()) fs.symlinkSync(entry.isSymbolicLink() ? fs.readlinkSync(source) : source, target);
      else if (entry.isDirectory()) copy(source, target);
      else if (entry.isFile()) fs.copyFileSync(source, target);
    }
  };
  copy(order.root, root);
  return root;
}

function applyChanges(data, changes) {
  const ordered = [...changes].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (ordered.some((change, i) => i > 0 && change[0] < ordered[i - 1][1])) return null;
  const parts = [];
  let at = 0;
  for (const [start, end, text] of ordered) {
    parts.push(data.subarray(at, start), Buffer.from(text));
    at = end;
  }
  return Buffer.concat([...parts, data.subarray(at)]);
}

// Writes the candidate into the lane; gives what undoes it, or null where its edits do not go together.
function write(root, edit) {
  const byPath = new Map();
  for (const part of [...order.base, edit]) byPath.set(part.path, [...(byPath.get(part.path) ?? []), ...part.changes]);
  const before = [];
  for (const [file, changes] of byPath) {
    const original = fs.readFileSync(path.join(order.root, file));
    const edited = applyChanges(original, changes);
    if (edited === null) return null;
    before.push([path.join(root, file), original, edited]);
  }
  for (const [file, , edited] of before) fs.writeFileSync(file, edited);
  return () => before.forEach(([file, original]) => fs.writeFileSync(file, original));
}

async function judge(root, edit) {
  const undo = write(root, edit);
  if (undo === null) return { verdict: 'invalid', fixed: [] };
  try {
    const cwd = path.join(root, order.folder);
    const failing = new Set(order.failing);
    const passing = new Set(order.others);
    const fixed = [];
    let bad = 0;
    for (const file of order.failingFiles) {
      const run = await runFile(cwd, file, order.failingSeconds * 1000, [], {});
      if (run.late) return { verdict: 'timeout', fixed };
      const seen = outcomes(run);
      for (const name of failing) if (seen.get(name) === 'passed') fixed.push(name);
      for (const [name, outcome] of seen) if (outcome !== 'passed' && passing.has(name)) bad++;
      for (const name of passing) if (name.startsWith(file + ' > ') && !seen.has(name)) bad++;
      if (bad > 0 && fixed.length > 0) return { verdict: 'breaks', fixed };
      if (fixed.length === 0 && file === order.failingFiles[0] && order.failingFiles.length === 1) return { verdict: 'fails', fixed };
    }
    if (fixed.length === 0) return { verdict: 'fails', fixed };
    for (const file of order.otherFiles) {
      const run = await runFile(cwd, file, order.otherSeconds * 1000, [], {});
      if (run.late) return { verdict: 'timeout', fixed };
      const seen = outcomes(run);
      for (const name of passing) if ((name === file || name.startsWith(file + ' > ')) && seen.get(name) !== 'passed') return { verdict: 'breaks', fixed };
    }
    return { verdict: fixed.length === failing.size ? 'plausible' : 'partial', fixed };
  } finally {
    undo();
  }
}

async function tryAll() {
  const roots = [];
  let first = null;
  let tried = 0;
  await inParallel(order.edits, order.parallel, async (edit, number, at) => {
    if (first !== null && at > first + order.after) return false;
    roots[number] ??= lane(number);
    tried++;
    const { verdict, fixed } = await judge(roots[number], edit);
    if (verdict === 'plausible') first = first === null ? at : Math.min(first, at);
    say({ e: 'verdict', id: edit.id, verdict, fixed });
    return true;
  });
  say({ e: 'tried', count: tried });
}

(order.do === 'observe' ? observe() : order.do === 'compare' ? compare().catch(() => {}) : tryAll()).then(() => {
  fs.rmSync(work, { recursive: true, force: true });
  say({ e: 'end', code: 0 });
  process.exit(0);
});

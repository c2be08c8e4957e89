import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { said } from './said.ts';

let folder = '';
let trace = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-report-'));
  trace = join(folder, 'scan.trace.ndjson');
  expect((await said('run', 'mri-30-min', '--rig', 'model', '--trace', trace)).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a changed copy of the trace. */
function changed(name: string, change: (text: string) => string): string {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(trace, 'utf8')));
  return path;
}

/** Words of a page without its markup, style and data. */
function textOf(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

describe('`report` of kept traces', () => {
  test('writes the report of one trace, with verdicts, hashes and the repeating line', async () => {
    const html = join(folder, 'scan.html');
    const { status, stdout, stderr } = await said('report', trace, '--html', html);
    expect([status, stdout, stderr]).toEqual([0, `${html}: mri-30-min, pass\n`, '']);
    const text = textOf(html);
    for (const part of [
      'Another law of ',
      'stall noticed',
      'rollerloop run mri-30-min --rig model --seed 1',
      'Magnetic field, mT',
    ])
      expect(text).toContain(part);
    const end = readFileSync(trace, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    expect(text).toContain((JSON.parse(end) as { fingerprint: string }).fingerprint);
  });

  test('gives the verdicts and lanes that the report of the run itself has', async () => {
    const [own, later] = [join(folder, 'own.html'), join(folder, 'later.html')];
    expect((await said('run', 'mri-30-min', '--rig', 'model', '--html', own)).status).toBe(0);
    expect((await said('report', trace, '--html', later)).status).toBe(0);
    const part = (path: string): string =>
      /<section id="checks">.*?<\/section>/s.exec(readFileSync(path, 'utf8'))?.[0] ?? path;
    const lanes = (path: string): string =>
      /<section id="lanes">.*?<\/section>/s.exec(readFileSync(path, 'utf8'))?.[0] ?? path;
    expect(part(later) === part(own)).toBe(true);
    expect(lanes(later) === lanes(own)).toBe(true);
  });

  test('says in the report of a cut trace that it is cut, and ends with 2', async () => {
    const cut = changed('cut.ndjson', (text) => text.split('\n').slice(0, 40).join('\n'));
    const out = join(folder, 'reports');
    const { status, stderr } = await said('report', cut, trace, '--out', out);
    expect(status).toBe(2);
    expect(stderr).toContain('the trace is cut after line 40');
    expect(readdirSync(out).sort()).toEqual(['cut.html', 'index.html', 'scan.html']);
    expect(textOf(join(out, 'cut.html'))).toContain('This report is of a cut trace: the trace is cut after line 40');
    expect(textOf(join(out, 'index.html'))).toContain('1 not decided, 1 pass');
    expect(readFileSync(join(out, 'index.html'), 'utf8')).not.toContain('Files</th>');
  });

  test.each([
    ['a trace edited by hand', 'edited.ndjson', (text: string) => text.replace('"v":0.5', '"v":0.6'), 'has the hash'],
    [
      'a trace of another version',
      'old.ndjson',
      (text: string) => text.replace('rollerloop/trace/2', 'rollerloop/trace/1'),
      'of the version',
    ],
    ['a file that is no trace', 'other.ndjson', () => '{"a":1}\n', 'the header of a trace'],
  ])('refuses %s and writes nothing', async (_what, name, change, message) => {
    const html = join(folder, `${name}.html`);
    const { status, stderr } = await said('report', changed(name, change), '--html', html);
    expect([status, existsSync(html)]).toEqual([2, false]);
    expect(stderr).toContain(message);
  });

  test('reports the failure of a run that ended early', async () => {
    const failed = changed('failed.ndjson', (text) => {
      const lines = text.trimEnd().split('\n').slice(0, 30);
      const last = JSON.parse(lines.at(-1) ?? '') as { t: number };
      const failure = {
        t: last.t,
        b: 0,
        e: 'bench.failure',
        code: 'SHAFT',
        fault: 'rig',
        message: 'The shaft <slipped>.',
      };
      return `${[...lines, JSON.stringify(failure)].join('\n')}\n`;
    });
    const html = join(folder, 'failed.html');
    const { status } = await said('report', failed, '--html', html);
    expect(status).toBe(0);
    expect(textOf(html)).toContain('The shaft &lt;slipped>. (SHAFT, rig)');
  });

  test('removes the older report of a trace that it cannot read, and names it', async () => {
    const out = join(folder, 'again');
    expect((await said('report', trace, '--out', out)).status).toBe(0);
    writeFileSync(join(out, 'torn.html'), 'older');
    const torn = changed('torn.ndjson', (text) => text.slice(0, 400));
    const { status, stderr } = await said('report', trace, torn, '--out', out);
    expect(status).toBe(2);
    expect(stderr).toContain('torn.html" was not written, so the older report there was removed.');
    expect(readdirSync(out).sort()).toEqual(['index.html', 'scan.html']);
    expect(textOf(join(out, 'index.html'))).toMatch(/No report of ".*torn\.ndjson": .*within the header/);
  });

  test('gives a trace with a hostile name a report with a safe name', async () => {
    const hostile = changed('<img src=x onerror=alert(1)>#?%20\u001b[31m\n.ndjson', (text) => text);
    const out = join(folder, 'hostile');
    expect((await said('report', hostile, trace, trace, '--out', out)).status).toBe(0);
    const names = readdirSync(out).sort();
    expect(names).toEqual(
      ['-img src=x onerror=alert(1)-20-31m-.html', 'index.html', 'scan-2.html', 'scan.html']
        .map((one) => one.replace(/^-/, ''))
        .sort(),
    );
    const index = readFileSync(join(out, 'index.html'), 'utf8');
    expect(index).not.toContain('<img src=x');
    for (const [, href = ''] of index.matchAll(/<a href="([^"]*)"/g)) expect(names).toContain(decodeURIComponent(href));
  });

  test.each([
    ['no output', [], 'neither `--html` nor `--out`; allowed: `--html FILE` for one trace'],
    ['an output that is the trace', ['--html', 'scan.trace.ndjson'], 'leads to the same file'],
    ['a file in a missing folder', ['--html', 'none/a.html'], 'cannot be written (ENOENT)'],
    ['a folder in place of a file', ['--html', 'existing'], 'cannot be written (it is a directory'],
  ])('refuses %s', async (_what, options, message) => {
    mkdirSync(join(folder, 'existing'), { recursive: true });
    const args = options.map((one) => (one.startsWith('-') ? one : join(folder, one)));
    const { status, stderr } = await said('report', trace, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('refuses one file for two traces', async () => {
    const { status, stderr } = await said('report', trace, trace, '--html', join(folder, 'a.html'));
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('`--html` with 2 traces; allowed: `--html FILE` for one'),
    ]);
  });
});

describe('`run --html`', () => {
  test('of several scenarios is a usage error that says use --out', async () => {
    const { status, stderr } = await said('run', 'mri-30-min', 'roller-study', '--html', join(folder, 'two.html'));
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('`--html` with 2 scenarios; allowed: one scenario, or `--out'),
    ]);
  });

  test('refuses a file that it cannot write before anything runs', async () => {
    const { status, stdout, stderr } = await said('run', 'mri-30-min', '--html', join(folder, 'none', 'a.html'));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('cannot be written (ENOENT)');
  });

  test('removes an older report if the run fails before it begins', async () => {
    const html = join(folder, 'stale.html');
    writeFileSync(html, 'an earlier report');
    const { status, stderr } = await said('run', 'roller-study', '--rig', join(folder, 'no-port'), '--html', html);
    expect([status, existsSync(html)]).toEqual([3, false]);
    expect(stderr).toContain('stale.html": this call wrote no report, so the older one was removed.');
  });

  test.each(['--trace', '--vcd'])(
    'says that an older file of %s stays if the run fails before it begins',
    async (option) => {
      const path = join(folder, 'stale.record');
      writeFileSync(path, 'an earlier record');
      const { status, stderr } = await said('run', 'roller-study', '--rig', 'model', '--pump', 'x.json', option, path);
      expect([status, readFileSync(path, 'utf8')]).toEqual([2, 'an earlier record']);
      expect(stderr).toContain('stale.record": this call wrote nothing, so the older file is still there.');
    },
  );

  test('never removes a device', async () => {
    const { status } = await said('run', 'roller-study', '--rig', join(folder, 'no-port'), '--html', '/dev/null');
    expect([status, existsSync('/dev/null')]).toEqual([3, true]);
  });

  test('of a failing check explains it', async () => {
    const scenario = join(folder, 'late.yaml');
    const shown = await said('show', 'mri-30-min');
    writeFileSync(scenario, shown.stdout.replace('within: 21 min', 'within: 10 min'));
    const html = join(folder, 'late.html');
    expect((await said('run', scenario, '--rig', 'model', '--html', html)).status).toBe(1);
    const text = textOf(html);
    expect(text).toMatch(/looked at .*late\.yaml:\d+:\d+, from 01:00:00 to 01:10:00/);
    expect(text).toContain('would pass');
  });
});

describe('a check in quarantine', () => {
  test('is marked with its date and reason, and no longer once the date is over', async () => {
    const scenario = join(folder, 'known.yaml');
    const shown = await said('show', 'mri-30-min');
    writeFileSync(scenario, shown.stdout.replace('within: 21 min', 'within: 10 min'));
    const marked = async (until: string): Promise<string> => {
      const list = join(folder, 'list.yaml');
      const entry = `{ scenario: mri-30-min, check: stall noticed, reason: "slow <b>", until: ${until} }`;
      writeFileSync(list, `quarantine:\n  - ${entry}\n`);
      const html = join(folder, 'known.html');
      await said('run', scenario, '--rig', 'model', '--html', html, '--quarantine', list);
      return textOf(html);
    };
    const open = await marked('2999-12-31');
    expect(open).toMatch(/fail\s+in quarantine .*Quarantine until 2999-12-31: slow &lt;b>/);
    const over = await marked('2020-01-01');
    expect(over).not.toMatch(/fail\s+in quarantine/);
    expect(over).toContain('Quarantine until 2020-01-01: slow');
  });
});

describe('a campaign', () => {
  test('writes reports only of the runs that did not pass', async () => {
    const out = join(folder, 'campaign');
    expect((await said('run', 'roller-study', '--rig', 'model', '--repeat', '3', '--out', out)).status).toBe(0);
    expect(readdirSync(out).filter((name) => name.endsWith('.html'))).toEqual(['index.html']);
  });
});

describe('a folder that is used again', () => {
  test('loses the reports, traces and CSV files that the new call does not write', async () => {
    const out = join(folder, 'used');
    const runs = ['run', 'roller-study', 'mri-30-min', '--rig', 'model', '--out', out];
    expect((await said(...runs)).status).toBe(0);
    expect((await said(...runs, '--no-reports')).status).toBe(0);
    expect(readdirSync(out).filter((name) => name.endsWith('.html'))).toEqual(['index.html']);
    const without = ['run', 'roller-study', 'mri-30-min', '--rig', join(folder, 'no-port'), '--out', out];
    expect((await said(...without)).status).toBe(3);
    expect(readdirSync(out).filter((name) => /html$|ndjson$/.test(name))).toEqual(['index.html']);
  });
});

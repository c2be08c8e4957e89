import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineDigest } from '../../../firmware-sim/trace/digest.ts';
import { nameOf, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { fingerprinted, namespaceOf } from '../../../firmware-sim/trace/signal.ts';
import { toolIdentity } from '../../../hil/base/tool-identity.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { type RunOptions, runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';

/** Folder of traces for one test file. */
export class KeptTraces {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rollerloop-judge-'));
  /** Asked of git once: each call starts two processes. */
  readonly #tool = toolIdentity();
  #count = 0;

  /** Returns a new path in the folder. */
  path(): string {
    this.#count += 1;
    return join(this.#folder, `${this.#count}.ndjson`);
  }

  /** Writes a file and returns its path. */
  file(text: string | Buffer): string {
    const path = this.path();
    writeFileSync(path, text);
    return path;
  }

  /** Runs a scenario and keeps its trace. */
  async run(
    scenario: Scenario,
    options: RunOptions = {},
  ): Promise<{ readonly path: string; readonly result: RunResult }> {
    const path = this.path();
    return {
      path,
      result: await runScenario(scenario, { rig: 'model', tool: this.#tool, ...options, traceFile: path }),
    };
  }

  /** Runs a scenario that fails, and returns the path of its trace. */
  async failed(scenario: Scenario, options: RunOptions): Promise<string> {
    const path = this.path();
    await runScenario(scenario, { tool: this.#tool, ...options, traceFile: path }).then(
      () => {
        throw new Error('the run did not fail');
      },
      () => undefined,
    );
    return path;
  }

  /** Returns the lines of a trace. */
  lines(path: string): readonly string[] {
    return readFileSync(path, 'utf8').trimEnd().split('\n');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** Returns edited lines with hashes that fit them, as a careful editor would write them. The last line is replaced. */
export function rehashed(lines: readonly string[]): string {
  return rehashedText(lines.slice(0, -1));
}

/** Returns a header and records with a last line whose hashes fit, even for records that no signal declares. */
export function rehashedText(above: readonly string[]): string {
  const records = above.slice(1);
  const hashes = {
    fingerprint: hashOf(records.filter(isPumps)),
    rigHash: hashOf(records.filter((line) => !isPumps(line))),
    evidenceHash: hashOf(above),
  };
  return `${[...above, JSON.stringify({ end: 'rollerloop trace', ...hashes })].join('\n')}\n`;
}

function isPumps(line: string): boolean {
  const name = nameOf(JSON.parse(line) as TraceRecord);
  return typeof name === 'string' && fingerprinted.includes(namespaceOf(name));
}

function hashOf(lines: readonly string[]): string {
  const digest = new LineDigest();
  for (const line of lines) digest.add(line);
  return digest.hex();
}

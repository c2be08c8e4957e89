import { inject } from 'vitest';
import { within } from '../../../hil/base/wall-clock.ts';
import { bound } from './bound-child.ts';
import { type StartedNode, startedNode } from './lifeline.ts';

/** The program, built from the source for this run of the tests. */
export const BIN = inject('program');
/** Allows for a machine under load. */
const RUN_MS_MAX = 180_000;

export interface Ended {
  /** Exit status, or the signal that ended the program. */
  readonly status: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real program, in a process of its own that ends with its test file. */
export class CommandLine {
  readonly process: StartedNode;
  readonly #ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';
  #onOutput: () => void = () => undefined;

  constructor(...args: readonly string[]) {
    this.process = bound(startedNode([BIN, ...args]));
    this.process.stdout.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString();
      this.#onOutput();
    });
    this.process.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString();
      this.#onOutput();
    });
    this.#ended = new Promise((resolve, reject) => {
      this.process.on('error', reject);
      this.process.on('close', (status, signal) => {
        resolve({ status: status ?? signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** Waits for the end. Kills a program that does not end, and reports it as alive. */
  async ended(): Promise<Ended> {
    return within(this.#ended, RUN_MS_MAX, `rollerloop to end; it said ${this.#stdout}${this.#stderr}`).finally(() => {
      if (this.process.exitCode === null) this.process.kill('SIGKILL');
    });
  }

  /** Resolves when the program has written this to stdout or stderr. */
  async says(what: RegExp): Promise<void> {
    const said = new Promise<void>((resolve) => {
      this.#onOutput = () => {
        if (what.test(this.#stdout + this.#stderr)) resolve();
      };
      this.#onOutput();
    });
    await within(said, RUN_MS_MAX, `rollerloop to say ${what}`);
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  interrupt(): void {
    this.process.kill('SIGINT');
  }
}

export async function rollerloop(...args: readonly string[]): Promise<Ended> {
  return new CommandLine(...args).ended();
}

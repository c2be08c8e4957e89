import type { ChildProcess } from 'node:child_process';
import { HilError } from '../../base/hil-error.ts';
import type { RunJob, RunPlan } from './one-run.ts';
import { type FromWorker, type PackedEnd, packedFailure, type ToWorker, unpackedEnd } from './run-message.ts';
import type { RunEnd } from './scenario-series.ts';

/** Jobs that a worker holds at a time: it runs the next job while it sends the last result. */
const JOBS_AHEAD = 2;

export interface PoolOptions {
  readonly plan: RunPlan;
  readonly jobs: readonly RunJob[];
  /** Indexes of the jobs in the order in which they start. Absent: that of the list. */
  readonly order?: readonly number[];
  readonly children: readonly ChildProcess[];
  /** Runs a job in the parent process, which also works as one of the workers. */
  readonly runHere: (job: RunJob, signal: AbortSignal) => Promise<RunEnd>;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly resolve: (end: RunEnd) => void;
  readonly reject: (bug: unknown) => void;
}

/** Runs jobs in this process and in child processes. The caller takes the results in the order of the jobs. */
export class RunPool {
  readonly #options: PoolOptions;
  readonly #ends: readonly Promise<RunEnd>[];
  readonly #waiting: Waiting[] = [];
  readonly #open = new Map<ChildProcess, Set<number>>();
  readonly #stop = new AbortController();
  readonly #order: readonly number[];
  #next = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#order = options.order ?? options.jobs.map((_job, index) => index);
    this.#ends = options.jobs.map(() => {
      const end = new Promise<RunEnd>((resolve, reject) => this.#waiting.push({ resolve, reject }));
      // Handles the rejection of a result that the caller never takes. An unhandled one would end the program.
      end.catch(() => undefined);
      return end;
    });
    const { signal } = options;
    signal.addEventListener('abort', () => this.stop(signal.reason), { once: true });
    // A process that failed to start has no channel and sends nothing.
    for (const child of options.children) if (child.connected) this.#begin(child);
    void this.#work();
  }

  /** Resolves with the end of a job. Rejects with a bug of this program. */
  endOf(index: number): Promise<RunEnd> {
    return this.#ends[index] as Promise<RunEnd>;
  }

  /** Starts no further job and interrupts the running ones. Jobs that did not start end as interrupted. */
  stop(cause?: unknown): void {
    const failure = cause instanceof HilError ? cause : interrupted();
    for (let index = this.#take(); index !== undefined; index = this.#take())
      this.#waiting[index]?.resolve({ failure });
    this.#stop.abort(failure);
    const reason = packedFailure(failure);
    for (const child of this.#options.children) this.#send(child, { kind: 'interrupt', reason });
  }

  /** Stops the pool. Resolves with the jobs that ran and their ends, without jobs that ended by a bug. */
  async rest(): Promise<readonly (RunEnd & { readonly index: number })[]> {
    this.stop();
    const ends = await Promise.allSettled(this.#ends);
    return ends.flatMap((end, index) => (end.status === 'fulfilled' ? [{ ...end.value, index }] : []));
  }

  async #work(): Promise<void> {
    for (let index = this.#take(); index !== undefined; index = this.#take()) {
      const job = this.#options.jobs[index] as RunJob;
      try {
        this.#waiting[index]?.resolve(await this.#options.runHere(job, this.#stop.signal));
      } catch (bug) {
        this.#waiting[index]?.reject(bug);
      }
    }
  }

  #take(): number | undefined {
    const index = this.#order[this.#next];
    this.#next += 1;
    return index;
  }

  #begin(child: ChildProcess): void {
    const open = new Set<number>();
    this.#open.set(child, open);
    child.on('message', (message: FromWorker) => {
      open.delete(message.index);
      this.#settle(message.index, message.end);
      this.#feed(child);
    });
    child.on('error', () => this.#lose(child));
    child.on('exit', () => this.#lose(child));
    this.#send(child, { kind: 'plan', plan: this.#options.plan });
    this.#feed(child);
  }

  #feed(child: ChildProcess): void {
    const open = this.#open.get(child);
    while (open !== undefined && child.connected && open.size < JOBS_AHEAD) {
      const index = this.#take();
      if (index === undefined) return;
      open.add(index);
      this.#send(child, { kind: 'run', index, job: this.#options.jobs[index] as RunJob });
    }
  }

  #settle(index: number, end: PackedEnd): void {
    try {
      this.#waiting[index]?.resolve(unpackedEnd(end));
    } catch (bug) {
      this.#waiting[index]?.reject(bug);
    }
  }

  /** Fails the jobs of a process that exited without sending their ends. */
  #lose(child: ChildProcess): void {
    const open = this.#open.get(child) ?? new Set<number>();
    this.#open.delete(child);
    const how = child.signalCode ?? `status ${child.exitCode}`;
    const message = `A process of \`--jobs\` ended before its run did (${how}).`;
    for (const index of open) this.#waiting[index]?.resolve({ failure: new HilError('WORKER_LOST', 'bench', message) });
  }

  #send(child: ChildProcess, message: ToWorker): void {
    if (!child.connected) return;
    // If the child has exited meanwhile, its `exit` event reports that.
    child.send(message, () => undefined);
  }
}

function interrupted(): HilError {
  return new HilError('INTERRUPTED', 'usage', 'Interrupted: the run did not begin.');
}

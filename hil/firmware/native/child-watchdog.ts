import { Worker } from 'node:worker_threads';

/** Wall time after which a program that neither answers nor ends is killed. */
export const ANSWER_S_MAX = 10;

/** Places of the shared numbers: the exchanges so far, 1 while the bench waits, the process to kill, 1 once it was killed. */
const EXCHANGES = 0;
const WAITS = 1;
const PROCESS = 2;
const KILLED = 3;
const ENDS = 4;

/**
 * Text of the thread. The bench waits for an answer in a call that blocks its own thread, so another thread has to watch the
 * time. A program under a debugger is left alone.
 */
const WATCH = `
const { workerData } = require('node:worker_threads');
const { readFileSync } = require('node:fs');
const state = new Int32Array(workerData.shared);
const isTraced = (pid) => {
  try {
    return !/^TracerPid:\\s+0$/m.test(readFileSync('/proc/' + pid + '/status', 'utf8'));
  } catch {
    return false;
  }
};
let [seen, quietS] = [-1, 0];
while (Atomics.load(state, ${ENDS}) === 0) {
  Atomics.wait(state, ${ENDS}, 0, 1000);
  const exchanges = Atomics.load(state, ${EXCHANGES});
  const pid = Atomics.load(state, ${PROCESS});
  const isQuiet = Atomics.load(state, ${WAITS}) === 1 && exchanges === seen && pid > 0 && !isTraced(pid);
  quietS = isQuiet ? quietS + 1 : 0;
  seen = exchanges;
  if (quietS < workerData.answerSMax) continue;
  quietS = 0;
  Atomics.store(state, ${KILLED}, 1);
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {}
}
`;

/** Kills a program that lets the bench wait too long for an answer. */
export class ChildWatchdog {
  readonly #state = new Int32Array(new SharedArrayBuffer(20));
  readonly #worker: Worker;

  constructor() {
    const workerData = { shared: this.#state.buffer, answerSMax: ANSWER_S_MAX };
    this.#worker = new Worker(WATCH, { eval: true, workerData, stderr: false });
    this.#worker.unref();
  }

  /** True once the program has been killed. */
  get hasKilled(): boolean {
    return Atomics.load(this.#state, KILLED) === 1;
  }

  /** Watches a process, the leader of its group. */
  watch(pid: number): void {
    Atomics.store(this.#state, KILLED, 0);
    Atomics.store(this.#state, PROCESS, pid);
  }

  /** Stops watching the process. Called before it can end, since its number may then belong to another process. */
  release(): void {
    Atomics.store(this.#state, PROCESS, 0);
  }

  /** Runs a call that waits for the program. */
  during<T>(waits: () => T): T {
    Atomics.add(this.#state, EXCHANGES, 1);
    Atomics.store(this.#state, WAITS, 1);
    try {
      return waits();
    } finally {
      Atomics.store(this.#state, WAITS, 0);
    }
  }

  async end(): Promise<void> {
    Atomics.store(this.#state, ENDS, 1);
    Atomics.notify(this.#state, ENDS);
    await this.#worker.terminate();
  }
}

import { products } from '../../../../firmware-sim/products/catalogue.ts';
import { HilError } from '../../../base/hil-error.ts';
import { wallNowUs } from '../../../base/wall-clock.ts';
import { EngineRun, factsOf, ownRigOf } from './engine-run.ts';
import type { EngineReply, EngineRequest, ListedScenario, RunPlan, SavedSession } from './messages.ts';
import { openTrace } from './opened-trace.ts';
import { ownMeans } from './own-means.ts';
import { type PlanResult, type ReadPlan, readPlan, readSession, sessionFile } from './read-plan.ts';
import { sessionText } from './session-text.ts';
import type { ShippedLibrary, ShippedScenario } from './shipped-library.ts';

type Work = Exclude<EngineRequest, { readonly kind: 'cancel' }>;

/** Answers requests one after the other. It runs in a Worker or, for tests, beside its client. */
export class Engine {
  readonly #library: ShippedLibrary;
  readonly #send: (reply: EngineReply) => void;
  readonly #running = new Map<number, AbortController>();
  #last: Promise<void> = Promise.resolve();
  readonly #wallNowUs: () => number;

  constructor(library: ShippedLibrary, send: (reply: EngineReply) => void, nowUs: () => number = wallNowUs) {
    this.#library = library;
    this.#send = send;
    this.#wallNowUs = nowUs;
    send({ kind: 'ready', version: library.version });
  }

  /** Takes a request. Replies follow by `send`; a failure is a reply too. */
  take(request: EngineRequest): void {
    if (request.kind === 'cancel') {
      this.#running.get(request.id)?.abort();
      return;
    }
    const controller = new AbortController();
    this.#running.set(request.id, controller);
    this.#last = this.#last.then(() => this.#answer(request, controller.signal));
  }

  async #answer(request: Work, signal: AbortSignal): Promise<void> {
    const { id } = request;
    try {
      if (signal.aborted) this.#send({ kind: 'cancelled', id });
      else await this.#work(request, signal);
    } catch (error) {
      this.#send(signal.aborted ? { kind: 'cancelled', id } : failureOf(id, error));
    } finally {
      this.#running.delete(id);
    }
  }

  async #work(request: Work, signal: AbortSignal): Promise<void> {
    const { id } = request;
    if (request.kind === 'list') {
      this.#send({ kind: 'listed', id, scenarios: this.#library.scenarios.map(listed), products: listedProducts() });
      return;
    }
    if (request.kind === 'trace') return openTrace(request, this.#send);
    const plan = readPlan(request.plan, this.#library);
    if (!plan.ok) {
      this.#send({ kind: 'problems', id, problems: plan.problems });
      return;
    }
    const { seed } = request.plan;
    if (request.kind === 'read') {
      const { scenario } = plan;
      const product = scenario.ownProduct ?? (await ownMeans.productNamed(scenario.pump.product));
      this.#send({ kind: 'read', id, facts: factsOf(plan, { seed, product, signals: [] }) });
      return;
    }
    const sendsRecords = request.kind === 'run';
    const run = new EngineRun(plan, { id, seed, signal, send: this.#send, sendsRecords, wallNowUs: this.#wallNowUs });
    const summary = await run.run();
    if (request.kind === 'run') this.#send({ kind: 'done', id, summary });
    else this.#send({ kind: 'saved', id, session: savedSession(request.plan, plan, summary) });
  }
}

/**
 * Returns a finished run as files. The saved scenario ends where the run ended, so that a later change of a default
 * does not change it.
 */
function savedSession(
  { seed }: RunPlan,
  { parts, scenario, files }: ReadPlan,
  { endUs, refusals, fingerprint }: Awaited<ReturnType<EngineRun['run']>>,
): SavedSession {
  const expected = refusals.map(({ entry, field }) => ({ entry, by: field as ReadField }));
  const whole = { ...parts, endsAtUs: endUs, refusals: expected };
  mustBeReadable(readSession(whole, files));
  const file = sessionFile(scenario);
  const rig = ownRigOf(scenario);
  const used = files.filter(({ path }) => isNamed(scenario.files ?? [], path));
  return {
    file,
    text: sessionText(whole),
    files: used,
    fingerprint,
    command: `rollerloop run ${file} --rig ${rig} --seed ${seed}`,
  };
}

type ReadField = ReadPlan['parts']['refusals'][number]['by'];

function isNamed(files: readonly { readonly path: string }[], path: string): boolean {
  return files.some((file) => file.path.replace(/^(?:\.\/)+/, '') === path.replace(/^(?:\.\/)+/, ''));
}

/** A session that ran can be read again. A failure here is a fault of this program. */
function mustBeReadable(read: PlanResult): void {
  if (!read.ok)
    throw new Error(`the session cannot be read again: ${read.problems.map(({ says }) => says).join('; ')}`);
}

function failureOf(id: number, error: unknown): EngineReply {
  if (!(error instanceof HilError)) return { kind: 'failed', id, code: 'BUG', message: String(error) };
  const { code, message, hint } = error;
  return { kind: 'failed', id, code, message, ...(hint === undefined ? {} : { hint }) };
}

function listed({ files: _files, ...scenario }: ShippedScenario): ListedScenario {
  return scenario;
}

function listedProducts() {
  return products.map((product) => ({ id: product.id, title: product.title, product }));
}

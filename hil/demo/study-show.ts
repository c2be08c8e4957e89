import { mustHaveRollers } from '../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { sleepUntilUs, wallNowUs } from '../base/wall-clock.ts';
import type { Bench } from '../bench.ts';
import { scenarioNamed } from '../scenario/library.ts';
import { runScenario } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { EvenTime } from './even-time.ts';
import { liveView, timelineLine } from './live-view.ts';
import { BASAL_SPEED, speedFrom } from './pace.ts';
import { plainWords } from './plain-words.ts';
import type { ShownStudy } from './report-view.ts';
import { heard, type RunState, stateAtStart } from './run-state.ts';
import type { Screen } from './screen.ts';

/** Scenarios of the demo: a study that passes and a study that fails, both as expected. */
export const demoScenarios = ['roller-study', 'roller-study-in-field'].map((name) => scenarioNamed(name));

const FRAME_US = 60_000;
/** Time for which the last picture stays before the next study begins. */
const LAST_LOOK_US = 1_000_000;

export interface StudyShowOptions {
  readonly title: string;
  readonly rig: string;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** Runs a scenario and shows it on a screen. On a screen without a moving part it runs as fast as the rig turns. */
export class StudyShow {
  readonly #scenario: Scenario;
  readonly #options: StudyShowOptions;
  #bench: Bench | undefined;
  #state: RunState = stateAtStart;
  #speed = BASAL_SPEED;
  #time: EvenTime | undefined;
  #shownUs = 0;
  #drawnUs = 0;

  constructor(scenario: Scenario, options: StudyShowOptions) {
    this.#scenario = scenario;
    this.#options = options;
  }

  /** Runs the scenario and returns its result. */
  async run(): Promise<ShownStudy> {
    const { rig, signal, screen } = this.#options;
    const result = await runScenario(this.#scenario, {
      rig,
      signal,
      onBench: (bench) => this.#begin(bench),
      onRecord: (record) => this.#hear(record),
      onTurn: (pumpUs) => this.#onTurn(pumpUs),
    });
    await this.#lastLook();
    screen.clear();
    const outcome = this.#scenario.expect.map(({ check }) => check).find((check) => check.kind === 'outcome');
    return {
      result,
      expectedOutcome: outcome?.is ?? '',
      filmShaftDegs: this.#state.filmShaftDegs,
      rollerCount: mustHaveRollers((this.#bench as Bench).pump.product).rollerCount.value,
    };
  }

  #begin(bench: Bench): void {
    this.#bench = bench;
    if (!this.#options.screen.isLive) return;
    bench.setSpeed(this.#speed);
    this.#time = new EvenTime(this.#scenario, bench);
  }

  async #lastLook(): Promise<void> {
    const { screen, signal } = this.#options;
    if (!screen.isLive || this.#bench === undefined) return;
    this.#shownUs = this.#bench.nowUs;
    this.#draw(this.#bench);
    await sleepUntilUs(wallNowUs() + LAST_LOOK_US, signal);
  }

  #hear(record: TraceRecord): void {
    this.#state = heard(this.#state, record);
    const { screen } = this.#options;
    const words = plainWords(record);
    if (words !== undefined) screen.print([timelineLine(words)]);
    const speed = speedFrom(record);
    if (speed === undefined || !screen.isLive) return;
    this.#speed = speed;
    this.#bench?.setSpeed(speed);
  }

  #onTurn(pumpUs: number): void {
    const wallUs = wallNowUs();
    if (this.#bench === undefined || !this.#options.screen.isLive || wallUs - this.#drawnUs < FRAME_US) return;
    this.#drawnUs = wallUs;
    this.#shownUs = this.#time?.at(pumpUs, this.#speed) ?? pumpUs;
    this.#draw(this.#bench);
  }

  #draw({ pump, rig }: Bench): void {
    const { title, screen } = this.#options;
    const { title: product } = pump.product;
    const { revolutionUl, rollerCount } = mustHaveRollers(pump.product);
    screen.live(
      liveView({
        title,
        setting: `${product}, on the rig "${rig.identity.name}"`,
        run: this.#state,
        pumpUs: this.#shownUs,
        speed: this.#speed,
        revolutionMl: revolutionUl.value / 1000,
        rollerCount: rollerCount.value,
      }),
    );
  }
}

import { HilError } from '../base/hil-error.ts';
import { Interrupt } from '../base/interrupt.ts';
import { Progress } from '../base/progress.ts';
import { machineWall } from '../base/wall-clock.ts';
import { playRun } from '../demo/play/play-run.ts';
import { eventLines } from '../demo/play/play-view.ts';
import { RecordedRun } from '../demo/play/recorded-run.ts';
import { OwnTerminal } from '../demo/play/terminal.ts';
import { canMoveCursor } from '../demo/screen.ts';
import { COLUMNS, terminalText } from '../demo/styled-text.ts';
import type { OpenBench } from '../open-bench.ts';
import type { Speed } from '../rigs/rig.ts';
import { definitionOf } from '../scenario/actions/action-table.ts';
import { scenarioNamed } from '../scenario/library.ts';
import type { RunResult } from '../scenario/run-result.ts';
import { runScenario } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sensitivityOf } from '../scenario/sensitivity.ts';
import { VERDICT_STATUS } from './exit-status.ts';
import { printOut } from './print-line.ts';
import { closingLine, textOf } from './print-result.ts';

export interface DemoScenarioOptions {
  readonly scenario: string;
  readonly speed: Speed;
  readonly step: boolean;
}

/** Shows a scenario on a terminal, or prints its events into a pipe. Returns the exit status of its verdict. */
export async function demoScenario({ scenario: name, speed, step }: DemoScenarioOptions): Promise<number> {
  const isOnTerminal = canMoveCursor(process.stdout);
  if (step && !(isOnTerminal && process.stdin.isTTY === true)) throw noKeys(isOnTerminal);
  const scenario = scenarioNamed(name);
  const interrupt = new Interrupt();
  try {
    const { signal } = interrupt;
    const { run, result } = await recorded(scenario, signal);
    if (isOnTerminal) {
      const terminal = new OwnTerminal(process.stdin, process.stdout);
      try {
        await playRun(run, terminal, {
          title: scenario.name,
          says: scenario.says,
          speed,
          isStepped: step,
          wall: machineWall,
          signal,
        });
      } finally {
        terminal.close();
      }
    } else printEvents(run);
    const text = textOf(result, await sensitivityOf(scenario, result, undefined));
    printOut(text.replace(/\n$/, ''));
    printOut(closingLine());
    return VERDICT_STATUS[result.verdict];
  } finally {
    interrupt.dispose();
  }
}

function noKeys(isOnTerminal: boolean): HilError {
  const found = isOnTerminal
    ? 'standard input is no terminal'
    : 'standard output is no terminal that can move its cursor';
  const message = `\`--step\` without keys: ${found}; allowed: \`--step\` on a terminal, or no \`--step\` to print all events.`;
  return new HilError('STEP_NEEDS_KEYS', 'usage', message);
}

/** Runs a scenario without a rig, or in memory if it needs the line of a rig, and keeps its records. */
async function recorded(scenario: Scenario, signal: AbortSignal): Promise<{ run: RecordedRun; result: RunResult }> {
  const needsLine =
    scenario.fieldFrom !== undefined || scenario.timeline.some(({ action }) => definitionOf(action).needsLine === true);
  const progress = await Progress.of(scenario.name);
  let bench: OpenBench | undefined;
  const result = await runScenario(scenario, {
    rig: needsLine ? 'loopback' : 'model',
    signal,
    onBench: (begun) => {
      bench = begun;
    },
    onTurn: (pumpUs) => progress.at(pumpUs),
    onEnd: () => progress.end(),
  });
  const { body, trace } = bench as unknown as OpenBench;
  return { run: new RecordedRun(body.product, trace.records, result.pumpUs), result };
}

function printEvents(run: RecordedRun): void {
  const lines = run.events.flatMap(({ words }) => eventLines(words, COLUMNS));
  process.stdout.write(`${terminalText(lines, false)}\n`);
}

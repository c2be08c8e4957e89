import { HilError } from '../base/hil-error.ts';
import { Interrupt } from '../base/interrupt.ts';
import { reportView, type ShownStudy } from '../demo/report-view.ts';
import { openScreen, type Screen } from '../demo/screen.ts';
import { demoScenarios, StudyShow } from '../demo/study-show.ts';
import { BLANK, lineOf, styled, wrapped } from '../demo/styled-text.ts';
import type { Speed } from '../rigs/rig.ts';
import { worst } from '../scenario/checks/verdict.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { VERDICT_STATUS } from './exit-status.ts';

const INTRODUCTION =
  'A roller study films the rotor of an implanted pump, commands a third of a turn, and films it again. ' +
  'The demo shows two studies of a simulated pump whose motor is a stepper behind a serial port: one without a field, one in the field of a scanner.';
const SOURCES = 'Sources: outside = people and magnets, truth = the plant, pump = the firmware, rig = the stepper.';

export interface DemoOptions {
  readonly scenario?: string;
  readonly speed?: Speed;
  readonly step: boolean;
}

/** Plays a scenario, or without one shows the two studies. Returns the exit status. */
export async function demo({ scenario, speed, step }: DemoOptions): Promise<number> {
  if (scenario !== undefined)
    return (await import('./demo-scenario.ts')).demoScenario({ scenario, speed: speed ?? 'auto', step });
  const found = step ? '`--step`' : '`--speed`';
  if (step || speed !== undefined) {
    const message = `${found} without \`--scenario\`; allowed: ${found} with \`--scenario\`, which names the scenario to play.`;
    throw new HilError('OPTIONS_CONTRADICT', 'usage', message);
  }
  return twoStudies();
}

/** Shows a roller study that passes and one that fails in a field, both as expected. Returns the exit status. */
async function twoStudies(): Promise<number> {
  const screen = openScreen(process.stdout);
  const interrupt = new Interrupt();
  try {
    screen.print([
      BLANK,
      ...wrapped('plain', INTRODUCTION, screen.columns, ' '),
      ...wrapped('dim', SOURCES, screen.columns, ' '),
    ]);
    const shown = await showAll(screen, interrupt.signal);
    if (interrupt.signal.aborted) throw interrupted();
    screen.print(reportView(shown, screen.columns));
    return VERDICT_STATUS[worst(shown.map(({ result }) => result.verdict))];
  } catch (error) {
    throw error instanceof HilError && error.code === 'INTERRUPTED' ? interrupted() : error;
  } finally {
    screen.end();
    interrupt.dispose();
  }
}

function interrupted(): HilError {
  return new HilError('INTERRUPTED', 'usage', 'Interrupted: the motor was halted.');
}

async function showAll(screen: Screen, signal: AbortSignal): Promise<readonly ShownStudy[]> {
  const shown: ShownStudy[] = [];
  let rig = 'virtual';
  for (const [i, scenario] of demoScenarios.entries()) {
    const title = `Study ${i + 1} of ${demoScenarios.length}: ${scenario.name}`;
    announce(screen, title, scenario);
    try {
      shown.push(await new StudyShow(scenario, { title, rig, screen, signal }).run());
    } catch (error) {
      if (!(error instanceof HilError) || error.code !== 'PTY_UNAVAILABLE') throw error;
      rig = 'loopback';
      screen.print(
        wrapped(
          'bold',
          `${error.message} The rig "${rig}" replaces it: the same bytes, in memory.`,
          screen.columns,
          ' ',
        ),
      );
      shown.push(await new StudyShow(scenario, { title, rig, screen, signal }).run());
    }
  }
  return shown;
}

function announce(screen: Screen, title: string, { says }: Scenario): void {
  screen.print([BLANK, lineOf(' ', styled('bold', title)), ...wrapped('plain', says, screen.columns, ' ')]);
}

import { createLogUpdate } from 'log-update';
import { rollersOf } from '../../firmware-sim/products/product.ts';
import { HilError } from '../base/hil-error.ts';
import { Interrupt } from '../base/interrupt.ts';
import { MonitorScreen, readingLine, WorthALine } from '../monitor/monitor-view.ts';
import { type MonitoredRig, type MonitorOptions, monitorRig, type RigReading } from '../monitor/rig-monitor.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { handNamed } from '../rigs/hand-file.ts';
import { outColour } from './colour.ts';
import { printOut, printWarning } from './print-line.ts';

export interface RigMonitorOptions {
  readonly json: boolean;
  readonly seconds?: number;
  readonly hand?: string;
  readonly pump: string;
}

/**
 * Shows field, shaft, counter, stall mode and events of a rig, live, until the given time has passed or Ctrl-C. Returns
 * the exit status.
 */
export async function rigMonitor(name: string, { json, seconds, hand, pump }: RigMonitorOptions): Promise<number> {
  const chosen = hand === undefined ? {} : { hand: handNamed(hand) };
  const rollers = rollersOf(await pumpNamed(pump));
  if (rollers === undefined)
    throw new HilError(
      'NO_ROTOR',
      'usage',
      `"${pump}" has no rotor that a field could hold. Name a pump with a rotor: \`--pump synchromed-ii\`.`,
    );
  const tripMt = Math.ceil(rollers.stallFieldMt.value);
  const interrupt = new Interrupt();
  const shown = json || process.stdout.isTTY !== true ? inLines(json) : onScreen();
  try {
    await monitorRig(name, {
      tripMt,
      watched: true,
      signal: interrupt.signal,
      ...chosen,
      ...(seconds === undefined ? {} : { seconds }),
      onReading: shown.onReading,
      onRig: (rig) => {
        shown.onRig(rig);
        if (!rig.hasFieldSensor) printWarning(`${name} has no field sensor: no field is shown.`);
      },
    });
    return 0;
  } catch (error) {
    if (error instanceof HilError && error.code === 'INTERRUPTED') return 0;
    throw error;
  } finally {
    shown.end();
    interrupt.dispose();
  }
}

type Shown = Required<Pick<MonitorOptions, 'onRig' | 'onReading'>> & { readonly end: () => void };

function inLines(json: boolean): Shown {
  const worth = new WorthALine();
  return {
    onRig: (rig) => (json ? printJson(rig) : printOut(`${rig.rig}, unit ${rig.unitNumber}: ${rig.made}`)),
    onReading: (reading) => {
      if (!worth.isWorth(reading)) return;
      if (json) printJson(reading);
      else printOut(readingLine(reading));
    },
    end: () => {},
  };
}

function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function onScreen(): Shown {
  const live = createLogUpdate(process.stdout);
  let screen: MonitorScreen | undefined;
  return {
    onRig: (rig: MonitoredRig) => {
      screen = new MonitorScreen(rig);
    },
    onReading: (reading: RigReading) => live((screen?.rows(reading, outColour.red) ?? []).join('\n')),
    end: () => live.done(),
  };
}

import type { PumpView } from '../viewer/pump/pump-view.ts';
import { differs } from './facts.ts';
import { rotorDrawing } from './rotor-drawing.ts';
import { type Line, lineOf, type StyledSpan, styled } from './styled-text.ts';

/** State of a pump as its picture shows it. */
export interface DrawnPump {
  readonly pump: PumpView;
  readonly rotorDeg: number;
  readonly commandedDeg: number;
  /** State as in `true.valves`. */
  readonly valves: string;
  readonly radiusRows: number;
}

/** Draws the metering part of a pump as it is built: a roller head, two valves, or a capillary. */
export function pumpDrawing({
  pump: { drive },
  rotorDeg,
  commandedDeg,
  valves,
  radiusRows,
}: DrawnPump): readonly Line[] {
  switch (drive.kind) {
    case 'rollers':
      return rotorDrawing({
        rotorDeg,
        rollerCount: drive.rollerCount,
        radiusRows,
        hasIndexMark: true,
        ...(differs(commandedDeg, rotorDeg) ? { believedDeg: commandedDeg } : {}),
      });
    case 'valves':
      return valveDrawing(valves, `${drive.meteringUl} uL`, drive.hasFlowActivatedValve);
    case 'throttle':
      return throttleDrawing;
  }
}

/** Middle column of the drawings that have no rotor. */
const MIDDLE = 9;

function part(text: string, note = '', style: StyledSpan['style'] = 'plain'): Line {
  const left = ' '.repeat(Math.max(0, MIDDLE - Math.floor(text.length / 2)));
  return lineOf(left, styled(style, text), ...(note === '' ? [] : [styled('dim', ` ${note}`)]));
}

const PIPE = part('|');

/** Draws two valves with a metering chamber between them. No rotor turns in such a pump. */
function valveDrawing(state: string, chamber: string, hasThirdValve: boolean): readonly Line[] {
  const isOpen = state === 'open' || state === 'shut';
  const valve = part(isOpen ? '-| |-' : '->|<-', isOpen ? 'open' : 'in turn', isOpen ? 'bad' : 'good');
  const isShut = state === 'shut';
  const third = part(isShut ? '->|<-' : '-| |-', isShut ? 'shut by the flow' : 'open', isShut ? 'bad' : 'plain');
  return [
    part('[ reservoir ]'),
    PIPE,
    valve,
    part(`(${chamber})`),
    valve,
    PIPE,
    ...(hasThirdValve ? [third, PIPE] : []),
    part('[ catheter ]'),
  ];
}

/** A gas presses drug through a capillary. Nothing in it turns. */
const throttleDrawing: readonly Line[] = [
  part('[ gas | drug ]'),
  PIPE,
  part('@@@@@@@', 'capillary'),
  PIPE,
  part('[ catheter ]'),
];

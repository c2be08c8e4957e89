import { digestOf } from '../../firmware-sim/trace/digest.ts';
import type { RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import type { ReplyOf } from '../../protocol/tables/vocabulary.ts';

const KEY_CHARS = 12;

/** Identity of a board. It is derived from the board's own replies. */
export interface BoardIdentity {
  /** Unit number. The user sets it, or the first `rig check` draws it; the board stores it. */
  readonly unitNumber: number;
  /** Digest of table, capabilities, units and calibration. */
  readonly key: string;
  /** Firmware that the banner names. Undefined if the board sent no banner, as in a continued session. */
  readonly firmware: string | undefined;
}

export interface BoardSays {
  readonly hello: ReplyOf<RigVocabulary, 'HELLO'>;
  readonly caps: ReplyOf<RigVocabulary, 'CAPS'>;
  readonly units: ReplyOf<RigVocabulary, 'UNITS'>;
  readonly accuracy: ReplyOf<RigVocabulary, 'ACCURACY'>;
  readonly banner: string | undefined;
}

export function boardIdentityOf({ hello, caps, units, accuracy, banner }: BoardSays): BoardIdentity {
  const parts = [
    [hello.protocolVersion, hello.tableHash],
    [caps.capabilities, caps.stepsPerSecondMax, caps.segmentMsMax],
    [units.turnStepsNumerator, units.turnStepsDenominator],
    [accuracy.slipQuantumSteps, accuracy.residualMilliDeg, accuracy.backlashMilliDeg, accuracy.calibrated],
  ];
  return {
    unitNumber: hello.unitNumber,
    key: digestOf(JSON.stringify(parts)).slice(0, KEY_CHARS),
    firmware: firmwareOf(banner),
  };
}

/** Returns name and version from a banner, without the parts that change at each start. */
function firmwareOf(banner: string | undefined): string | undefined {
  const version = banner === undefined ? undefined : /(?:^| )v=(\S+)/.exec(banner)?.[1];
  const name = banner === undefined ? undefined : /(?:^| )name=(.+)$/.exec(banner)?.[1];
  return version === undefined || name === undefined ? undefined : `${name}, version ${version}`;
}

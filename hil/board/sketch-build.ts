import type { DecodedProgram } from '../avr/cpu/decoded-program.ts';

/** Program for an emulated board in place of the shipped sketch. */
export interface SketchBuild {
  readonly flash: Uint16Array;
  readonly program: DecodedProgram;
}

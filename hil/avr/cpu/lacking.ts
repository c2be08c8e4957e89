import { HilError } from '../../base/hil-error.ts';

/** Failure of a program that uses what the emulated chip does not have. */
export function lacking(what: string, instead: string): HilError {
  return new HilError('CHIP_LACKS', 'bench', `The program uses ${what}, which the emulated ATmega328P lacks.`, {
    hint: instead,
  });
}

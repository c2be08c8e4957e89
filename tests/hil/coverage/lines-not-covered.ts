import type { SourceLine } from './covered-sketch.ts';

/** A line of the sketch that no scenario, check of a rig or test of the emulated board executes. */
interface LineNotCovered extends SourceLine {
  readonly reason: string;
}

const BOOT_LOADER = 'The emulated board plays the boot loader, and hands over no flags of the reset before it.';
const WATCHDOG = 'The watchdog bites a program that hangs, and the sketch has no way to hang.';
const TOO_LATE =
  'Repairs a step whose time passed while it was set: such steps are a few us apart, and CONF allows 100 us.';
const DECIMALS = 'Reads decimals, and no argument of the rig vocabulary has decimals.';

/** In the order of their files and lines. */
export const linesNotCovered: readonly LineNotCovered[] = [
  {
    file: 'avr-reset.cpp',
    text: 'if (loader_knows && (flags_of_loader & BIT(PORF)) != 0) return RL_RESET_CAUSE_POWER;',
    reason: BOOT_LOADER,
  },
  {
    file: 'avr-reset.cpp',
    text: 'if (loader_knows && (flags_of_loader & BIT(BORF)) != 0) return RL_RESET_CAUSE_BROWN;',
    reason: BOOT_LOADER,
  },
  { file: 'avr-reset.cpp', text: 'ISR(WDT_vect) {', reason: WATCHDOG },
  { file: 'avr-reset.cpp', text: 'bitten = dog_mark;', reason: WATCHDOG },
  {
    file: 'avr-timer.cpp',
    text: 'ticks = static_cast<uint16_t>(TCNT1 - seen_ticks + soon_ticks);',
    reason: TOO_LATE,
  },
  { file: 'avr-timer.cpp', text: 'OCR1A = static_cast<uint16_t>(seen_ticks + ticks);', reason: TOO_LATE },
  {
    file: 'board.cpp',
    text: 'default: return {RL_ERROR_UNSUPPORTED, 0};',
    reason: 'Guards a verb without a case, and a test checks that each verb of the table has one.',
  },
  {
    file: 'request.cpp',
    text: "if (cursor->at == cursor->end || *cursor->at++ != '.') return RL_ERROR_ARG;",
    reason: DECIMALS,
  },
  {
    file: 'request.cpp',
    text: 'if (read_digits(cursor, &mantissa) != field.digits) return RL_ERROR_ARG;',
    reason: DECIMALS,
  },
  {
    file: 'table.cpp',
    text: '}',
    reason: 'Guards a word beyond the end of a list, and callers ask for words of the table alone.',
  },
];

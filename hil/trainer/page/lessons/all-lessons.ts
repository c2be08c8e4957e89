import { blockedCatheter } from './blocked-catheter.ts';
import { boundGears } from './bound-gears.ts';
import { flippedPump } from './flipped-pump.ts';
import type { Lesson } from './lesson.ts';
import { magnetInTheHand } from './magnet-in-the-hand.ts';
import { otherDrives } from './other-drives.ts';
import { phoneOnThePump } from './phone-on-the-pump.ts';
import { secondInterrogation } from './second-interrogation.ts';
import { silentDepletion } from './silent-depletion.ts';
import { stillsAgainstFluoroscopy } from './stills-against-fluoroscopy.ts';
import { studyInAScanner } from './study-in-a-scanner.ts';
import { studyThatPasses } from './study-that-passes.ts';

/** Lessons in the order of the course; the last one is an extra. */
export const allLessons: readonly Lesson[] = [
  magnetInTheHand,
  studyThatPasses,
  studyInAScanner,
  stillsAgainstFluoroscopy,
  flippedPump,
  blockedCatheter,
  secondInterrogation,
  boundGears,
  silentDepletion,
  otherDrives,
  phoneOnThePump,
];

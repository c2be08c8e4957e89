/** Ends the processes that a test file left running. Vitest runs this before each file, also where files share a process. */
import { afterAll } from 'vitest';
import { endAll } from './hil/commands/bound-child.ts';

afterAll(() => endAll());

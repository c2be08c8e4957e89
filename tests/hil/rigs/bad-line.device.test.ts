import { describeBadLine } from './bad-line.ts';

describeBadLine('virtual', [1]);

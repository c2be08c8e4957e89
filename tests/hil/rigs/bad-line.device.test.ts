import { describeBadLine } from './bad-line.ts';
import { weakFieldLife } from './lives.ts';

describeBadLine('virtual', weakFieldLife, [1]);

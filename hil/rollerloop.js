#!/usr/bin/env node
/** Path of the program in scripts that were written before `rollerloop.cjs`, which starts faster. */
import './rollerloop.cjs';

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeWith } from '../../needed-tool.ts';

const header = fileURLToPath(new URL('../../../hil/sketch/protocol.gen.h', import.meta.url));
const compiler = 'cc';

/** Uses each kind of definition in the header as a sketch would. A wrong count or name does not compile. */
const program = `
#include "${header}"
static const struct rl_field move_args[RL_MOVE_ARGS_COUNT] = RL_MOVE_ARGS;
static const struct rl_field report[RL_REPORT_COUNT] = RL_REPORT;
static const int32_t stall_stopped[RL_STALL_WHEN_STOPPED_COUNT] = RL_STALL_WHEN_STOPPED;
#define WORD(name) #name,
static const char *const verbs[] = { RL_EVERY_VERB(WORD) };
#define STATES(name) RL_##name##_STATES,
static const uint8_t states[] = { RL_EVERY_VERB(STATES) };
#define HAS_REPORT(name) RL_ERROR_##name##_HAS_REPORT,
static const uint8_t has_report[] = { RL_EVERY_ERROR(HAS_REPORT) };
int main(void) {
  return !(move_args[2].max == 60000L && report[3].min == -30000L && verbs[RL_VERB_MOVE][0] == 'M' &&
    states[RL_VERB_ARM] == RL_STATE_BIT_STOPPED && has_report[0] == 1 && RL_FLAGS_TRIPPED == 0x80 &&
    stall_stopped[1] == RL_STALL_MODE_RELEASE && sizeof RL_TABLE_HASH_TEXT == 9);
}
`;

describeWith(compiler, 'the generated header', () => {
  test('compiles as C without a warning, and matches the table', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollerloop-header-'));
    const out = join(folder, 'program');
    const flags = ['-std=c99', '-Wall', '-Wextra', '-Werror', '-pedantic', '-x', 'c', '-', '-o', out];
    const compiled = spawnSync(compiler, flags, { input: program, encoding: 'utf8' });
    const finished = spawnSync(out);
    rmSync(folder, { recursive: true });
    expect(compiled.stderr).toBe('');
    expect(finished.status).toBe(0);
  });
});

import { rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import { telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import { configTable } from './config-table.ts';
import { telemetryConversation } from './telemetry-conversation.ts';
import { wireTables } from './wire-tables.ts';
import { wireTranscript } from './wire-transcript.ts';

/** Returns the generated sections of the wire document, by the names of their markers. */
export function wireSections(): Readonly<Record<string, string>> {
  return {
    tables: wireTables(rigVocabulary),
    'configuration items': configTable(),
    transcript: fenced(wireTranscript()),
    'telemetry tables': wireTables(telemetryVocabulary),
    'telemetry transcript': fenced(telemetryConversation()),
  };
}

const fenced = (lines: readonly string[]): string => `\`\`\`text\n${lines.join('\n')}\n\`\`\``;

import { rigVocabulary } from '../protocol/rig-vocabulary.ts';
import { telemetryVocabulary } from '../protocol/telemetry-vocabulary.ts';
import { wireTables } from '../protocol/wire-tables.ts';
import { wireTranscript } from '../protocol/wire-transcript.ts';
import { telemetryConversation } from './telemetry-conversation.ts';

/** The generated parts of the wire document, by the names of their markers. */
export function wireSections(): Readonly<Record<string, string>> {
  return {
    tables: wireTables(rigVocabulary),
    transcript: fenced(wireTranscript()),
    'telemetry tables': wireTables(telemetryVocabulary),
    'telemetry transcript': fenced(telemetryConversation()),
  };
}

const fenced = (lines: readonly string[]): string => `\`\`\`text\n${lines.join('\n')}\n\`\`\``;

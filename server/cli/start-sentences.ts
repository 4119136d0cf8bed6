// Why the data cannot be opened, in words: for the server that cannot start and for the command line.
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import type { Messages } from '../../src/lib/i18n/messages.ts';
import type { ConfigProblem } from '../config.ts';
import { databaseFileOf } from '../store/data-dir.ts';

type Sentences = Messages['operations'];

/** One a line. */
export function configSentences(problems: readonly ConfigProblem[], sentences: Sentences): string {
  return problems
    .map(
      ({ variable, value }) =>
        `${sentences.configInvalid(variable, value)} ${sentences.configExpected[variable]}`,
    )
    .join('\n');
}

/** Null when the code is about something else than opening the data. */
export function openFailureSentence(code: ErrorCode, dataDir: string, sentences: Sentences): string | null {
  switch (code) {
    case 'data_dir_locked':
      return sentences.dataDirLocked(dataDir);
    case 'data_dir_not_writable':
      return sentences.dataDirNotWritable(dataDir);
    case 'database_damaged':
      return sentences.databaseDamaged(databaseFileOf(dataDir));
    case 'database_too_new':
      return sentences.databaseTooNew(databaseFileOf(dataDir));
    default:
      return null;
  }
}

/** What SQLite or the system said, under the sentence. */
export function withDetails(sentence: string, details: readonly string[]): string {
  return [sentence, ...details.map((detail) => `  ${detail}`)].join('\n');
}

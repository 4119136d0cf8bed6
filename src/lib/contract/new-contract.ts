// Reads what somebody typed to begin a contract, on a page or on the command line, into what is kept of it; or says by a
// code what is missing. The one parser of it.
import { cleanName } from './clean-name.ts';
import { failure, success, type Result } from './errors.ts';
import { maxLabelLength } from './limits.ts';
import { numberOf, parseValue } from './parse.ts';

/** As typed; a list may have empty lines. */
export interface NewContract {
  readonly title: string;
  readonly parties: readonly string[];
  /** `2024-2025` */
  readonly exercise: string;
  /** An amount of money; empty when it is not known yet. */
  readonly envelope: string;
  readonly axes: readonly string[];
}

interface ContractStart {
  readonly title: string;
  readonly parties: readonly string[];
  readonly axes: readonly string[];
  readonly exercise: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly envelope: number | null;
}

/** Far above any public budget, far below where sums lose their cents. */
const maxEnvelope = 1e12;

export function parseNewContract(typed: NewContract): Result<ContractStart> {
  const title = cleanName(typed.title);
  if (title === '') return failure('title_missing');
  const parties = filled(typed.parties);
  const axes = filled(typed.axes);
  if (axes.length === 0) return failure('axes_missing');
  if ([title, ...parties, ...axes].some((text) => text.length > maxLabelLength))
    return failure('label_too_long');
  const exercise = parseExercise(typed.exercise);
  if (exercise === null) return failure('exercise_invalid');
  const envelope = parseEnvelope(typed.envelope);
  if (!envelope.ok) return envelope;
  return success({ title, parties, axes, ...exercise, envelope: envelope.value });
}

function filled(texts: readonly string[]): string[] {
  return texts.map(cleanName).filter((text) => text !== '');
}

/** `2024-2025`, also typed with a slash or a dash of another kind: two years that follow each other, September to August. */
function parseExercise(text: string): Pick<ContractStart, 'exercise' | 'startsOn' | 'endsOn'> | null {
  const years = /^(2\d{3})\s*[-\u2010-\u2015\u2212/]\s*(2\d{3})$/.exec(text.trim());
  const [first, second] = [Number(years?.[1]), Number(years?.[2])];
  if (second !== first + 1) return null;
  return { exercise: `${first}-${second}`, startsOn: `${first}-09-01`, endsOn: `${second}-08-31` };
}

function parseEnvelope(text: string): Result<number | null> {
  if (parseValue('money', text).state === 'empty') return success(null);
  const amount = numberOf('money', text);
  return amount !== null && amount >= 0 && amount <= maxEnvelope
    ? success(amount)
    : failure('envelope_invalid');
}

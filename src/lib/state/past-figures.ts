// What the engine says of the plan as it was: a worker of its own for one question, ended with the answer.
import type { DerivedPatch } from '../calc/derived-plan.ts';
import type { DocumentContent } from '../document/read.ts';
import type { CalcAnswer, CalcQuestion } from './calc-conversation.ts';
import { DerivedView } from './derived-view.ts';

/** Longer than any plan within the caps takes to load. */
const longestMs = 10_000;

/** Null when it took too long or failed: the figure of then stays unsaid. */
export async function pastFigures(content: DocumentContent): Promise<DerivedView | null> {
  const patch = await computeOnce(content);
  if (patch === null) return null;
  const view = new DerivedView();
  view.apply(patch);
  return view;
}

function computeOnce({ plan, rows, cells }: DocumentContent): Promise<DerivedPatch | null> {
  const worker = new Worker(new URL('./calc.worker.ts', import.meta.url), { type: 'module', name: 'past' });
  const question: CalcQuestion = {
    type: 'load',
    revision: 1,
    content: { plan, rows, cells },
    formulas: 'on',
  };
  return new Promise((resolve) => {
    const end = (patch: DerivedPatch | null): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(patch);
    };
    const timer = setTimeout(() => end(null), longestMs);
    worker.onerror = () => end(null);
    worker.onmessage = ({ data }: MessageEvent<CalcAnswer>) => end(data.type === 'patch' ? data.patch : null);
    worker.postMessage(question);
  });
}

// What was promised, beside what came of it: planned cells may read planned ones only (FO52), so that what was signed does not
// move with the year. Pure.

/** The rate of a target is about what came of it. */
export function isPlanned(columnId: string): boolean {
  return !columnId.includes('@') && columnId !== 'taux_realisation';
}

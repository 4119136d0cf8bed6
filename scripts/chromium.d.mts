export interface FoundChromium {
  readonly path: string;
  readonly source: string;
}
export const manualCommand: string;
export function findChromium(): Promise<FoundChromium | null>;
export function installChromium(): Promise<FoundChromium | null>;

// Passwords become Argon2id hashes here, and are compared with them. Nothing else ever sees one.
import { hash, verify, type Algorithm } from '@node-rs/argon2';
import { minPasswordLength } from '../../src/lib/contract/password.ts';

const argon2id: Algorithm.Argon2id = 2;

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** One keyboard writes é as one character, another as two. */
function normalise(password: string): string {
  return password.normalize('NFC');
}

export function isLongEnough(password: string): boolean {
  return Array.from(normalise(password)).length >= minPasswordLength;
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), cost);
}

let dummyHash: Promise<string> | null = null;

/** `passwordHash` null takes as long as a real one, so that the answer's delay does not tell who has an account. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummyHash ??= hashPassword('nobody has this password');
  const isMatch = await verify(passwordHash ?? (await dummyHash), normalise(password));
  return isMatch && passwordHash !== null;
}

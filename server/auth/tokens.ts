// Secrets that travel in links, and the hashes that stay behind.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits: nobody guesses one, so links need no throttling. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Fast on purpose: what is hashed here is random already, unlike a password. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function isSameToken(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(a)), Buffer.from(hashToken(b)));
}

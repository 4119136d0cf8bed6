// One form for each e-mail address, so that nobody has two accounts by writing it differently.

/** The longest an address can be on its way (RFC 5321). */
const maxEmailLength = 254;

/** Null when it cannot be an address. Whether anybody reads it is not checked: Trame sends no mail. */
export function parseEmail(text: string): string | null {
  const email = text.trim().normalize('NFC').toLowerCase();
  return email.length <= maxEmailLength && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email) ? email : null;
}

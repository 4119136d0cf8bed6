// Days of a contract as moments: contracts are lived in Paris time, wherever the server or the screen is.

const hourMs = 3_600_000;
const hourInParis = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** Milliseconds since 1970 of the midnight that ends an ISO day. */
export function endOfDayInParis(day: string): number {
  const midnightUtc = Date.parse(`${day}T00:00:00Z`) + 24 * hourMs;
  // One hour ahead in winter, two in summer; clocks change at two or three, never at midnight.
  const winter = midnightUtc - hourMs;
  return Number.parseInt(hourInParis.format(winter), 10) === 0 ? winter : winter - hourMs;
}

const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** The ISO day that it is in Paris at a moment. */
export function dayInParis(at: number): string {
  return dayFormat.format(at);
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * hourMs).toISOString().slice(0, 10);
}
